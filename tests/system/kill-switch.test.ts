import { afterAll, beforeAll, expect, test } from "vitest";
import { centreHttp } from "../../edge-agent/src/adapters/centre-http.ts";
import { openIdentityFiles } from "../../edge-agent/src/adapters/identity-files.ts";
import { makeKeys } from "../../edge-agent/src/adapters/make-keys.ts";
import { join } from "../../edge-agent/src/enrolment/join.service.ts";
import { openCentreDesk } from "../../launch/ask-centre.ts";
import { eventually, type HubUnderTest, startTestHub } from "../hub-under-test.ts";

let hub: HubUnderTest;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

const WITHIN_MS = 10_000;
const log = { debug() {}, info() {}, warn() {}, error() {} };

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
  await new Promise((resolve) => setTimeout(resolve, 1_500)); // what was heard before is written together, a little later
  const before = await heardAt();
  await hub.kill("agent");
  await hub.restart("agent"); // with the same keys it is the same refused device
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect([await isConnected(), await heardAt()]).toEqual([false, before]);
  expect((await desk.now()).devices).toMatchObject([{ state: "revoked" }]);

  const { introduction } = await desk.again(device.deviceId);
  await hub.kill("agent");
  const files = openIdentityFiles(`${hub.dataDir}/edge`);
  const joined = await join(
    { files, http: centreHttp, makeKeys, agentVersion: "0.1.0", log },
    introduction,
  );
  expect(joined).toMatchObject({ kind: "joined", deviceId: device.deviceId });
  await hub.restart("agent");
  await eventually("the same device is back", isConnected);
  expect((await desk.now()).devices).toMatchObject([{ state: "enrolled", siteName: "Test Hub" }]);
  expect((await hub.console.live()).devices).toHaveLength(1);

  async function heardAt(): Promise<string | null | undefined> {
    return (await hub.console.live()).devices[0]?.lastHeardAt;
  }
});
