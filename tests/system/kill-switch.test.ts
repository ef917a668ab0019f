import { EnrolmentNow } from "@drop-in/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCentreDesk } from "../../launch/ask-centre.ts";
import { eventually, type HubUnderTest, startTestHub } from "../hub-under-test.ts";

let hub: HubUnderTest;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

const WITHIN_MS = 10_000;

test("a revoked device is cut off within ten seconds, says no more, and comes back only with a new code", async () => {
  const desk = openCentreDesk(`${hub.dataDir}/centre`);
  const isConnected = async () => (await hub.agent.staffLive()).sync.connected;
  await eventually("the box reaches its centre", isConnected);
  const [device] = (await desk.now()).devices;
  if (!device) throw new Error("no device");
  expect(device).toMatchObject({ state: "enrolled", siteName: "Test Hub" });

  const revokedAt = Date.now();
  await desk.revoke(device.deviceId, "stolen from the hub");
  await eventually("the box is cut off", async () => !(await isConnected()), WITHIN_MS);
  expect(Date.now() - revokedAt).toBeLessThan(WITHIN_MS);
  await hub.agent.visitor("turns", { language: "en" });
  const before = await heardAt();
  await hub.kill("agent");
  await hub.restart("agent"); // with the same keys it is the same refused device
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect([await isConnected(), await heardAt()]).toEqual([false, before]);
  expect(EnrolmentNow.parse(await desk.now()).devices[0]).toMatchObject({ state: "revoked" });

  async function heardAt(): Promise<string | null | undefined> {
    return (await hub.console.live()).devices[0]?.lastHeardAt;
  }
});
