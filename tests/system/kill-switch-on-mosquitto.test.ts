import { randomUUID } from "node:crypto";
import { EnrolmentNow, MachineId, SlotId, VariantId } from "@drop-in/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../hub-under-test.ts";
import { checkIn, letInBareDevice } from "./bare-device.ts";
import { openRecord } from "./record-of.ts";
import { startWatchedSite, type WatchedSite } from "./watched-site.ts";

const machineId = MachineId.parse("machine-1");
const variantId = VariantId.parse("knee-sleeve-m-either");
const WITHIN_MS = 10_000;

let site: WatchedSite;
let record: ReturnType<typeof openRecord>;
beforeAll(async () => {
  site = await startWatchedSite();
  record = openRecord(site.postgres.url);
});
afterAll(async () => {
  await record?.close();
  await site?.close();
});

test("the kill switch: revoked at the console, a device's session ends, it is not let in again, and its collections are left to staff", async () => {
  const thief = await letInBareDevice(site, "bus-4");
  const line = await thief.online();
  site.centreWire.bring(thief.topic, await thief.seal(thief.hello()));
  const slotId = SlotId.parse("A01");
  const loaded = { machineId, slotId, variantId, lot: "L1", count: 3, capacity: 8, par: 1 };
  const stock = thief.batch(1, [thief.row({ type: "stock.loaded.v1", payload: loaded })], "urgent");
  await eventually("a welcome", async () => thief.heard("welcome").length > 0);
  expect(await line.said(thief.topic, Buffer.from(await thief.seal(stock)))).toBe("taken");
  await eventually("an ack", async () => thief.heard("ack").length > 0);
  const issued = [
    await site.console.issue(machineId, variantId),
    await site.console.issue(machineId, variantId),
  ];
  const [log, before] = [site.centreLogFromNow(), await record.of(thief.deviceId)];

  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1_000;
  const ended = line.gone().then(seconds);
  const answer = await site.console.do(`enrolment/${thief.deviceId}/revoke`, {
    reason: "stolen from the bus",
  });
  expect(answer.body).toEqual({ collectionsForStaff: 2 });
  const answered = seconds();
  let [tries, letIn, lastIn] = [0, 0, 0];
  while (seconds() < 12) {
    tries += 1;
    const again = await thief.connect().catch(() => undefined);
    if (again) {
      [letIn, lastIn] = [letIn + 1, seconds()];
      await again.said(
        thief.topic,
        Buffer.from(await thief.seal(thief.batch(2, [thief.row(checkIn())]))),
      );
      await again.close();
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const endedAfter = await ended;
  process.stdout.write(
    `kill switch: answered after ${answered.toFixed(2)} s, session ended after ${endedAfter.toFixed(2)} s; of ${tries} tries to come back in 12 s ${letIn} were let in, the last after ${lastIn.toFixed(2)} s\n`,
  );
  expect(endedAfter * 1_000).toBeLessThan(WITHIN_MS);
  expect(lastIn * 1_000).toBeLessThan(WITHIN_MS);
  expect(tries).toBeGreaterThan(letIn + 20);
  expect(await record.of(thief.deviceId)).toEqual(before);

  site.centreWire.bring(thief.topic, await thief.seal(thief.hello())); // as a broker that never read the list
  await eventually("refused as revoked", async () =>
    log(thief.deviceId).some(({ why }) => why === "revoked"),
  );
  expect(await record.of(thief.deviceId)).toEqual(before);
  const { devices } = EnrolmentNow.parse(await site.console.get("enrolment"));
  expect(devices).toContainEqual(
    expect.objectContaining({
      deviceId: thief.deviceId,
      state: "revoked",
      revokedWhy: "stolen from the bus",
    }),
  );
  const { collections } = await site.console.live();
  const ids = issued.map(({ collectionId }) => collectionId);
  expect(
    collections.filter(({ collectionId }) => ids.includes(collectionId)).map(({ state }) => state),
  ).toEqual(["needs-staff", "needs-staff"]);
});

test("the kill switch on the real program: it is cut off, stays off, and keeps what it has", async () => {
  const { deviceId } = site.box;
  const sync = async () => (await site.agent.staffLive()).sync;
  await eventually("the box reaches its centre", async () => (await sync()).connected);
  const startedAt = performance.now();
  await site.console.do(`enrolment/${deviceId}/revoke`, { reason: "stolen from the hub" });
  await eventually("the box is cut off", async () => !(await sync()).connected, WITHIN_MS);
  const endedAfter = (performance.now() - startedAt) / 1_000;
  process.stdout.write(
    `kill switch: the edge agent was cut off after ${endedAfter.toFixed(2)} s\n`,
  );
  const before = await record.of(deviceId);
  const turnId = await site.agent.beginTurn();
  const arrival = { turnId, requestId: randomUUID(), reason: "talk", needs: [], language: "en" };
  expect((await site.agent.visitor("visits", arrival)).status).toBe(201);
  await new Promise((resolve) => setTimeout(resolve, WITHIN_MS));
  expect(await record.of(deviceId)).toEqual(before);
  expect(await sync()).toMatchObject({ connected: false });
  expect((await sync()).waiting).toBeGreaterThan(0);
});
