import { expect, test } from "vitest";
import { freePort, newFolder, startCentre, startDevice } from "./sync-rig.ts";

const soon = { timeout: 15_000, interval: 20 };

test("what was recorded with no centre is all there once there is one, and only then forgotten", async () => {
  const [folder, port] = [newFolder(), await freePort()];
  const device = startDevice(folder, port);
  const ids = device.record(1_700);
  const sync = device.connect();
  expect(sync.connected()).toBe(false);
  expect(device.outbox.state().waiting).toBe(1_700);

  const centre = await startCentre(folder, port);
  await expect.poll(() => device.outbox.state().waiting, soon).toBe(0);
  expect(await centre.visitIds()).toEqual(ids);
  expect(sync.connected()).toBe(true);
  await expect
    .poll(async () => (await centre.centre.live()).devices, soon)
    .toMatchObject([{ state: "up", outboxWaiting: 0 }]);
  await expect
    .poll(() => device.applied.map(({ item }) => item.type), soon)
    .toEqual(["collection-keys.set", "catalogue.set", "staff.set"]);

  const [late] = device.record(1);
  sync.nudge();
  await expect.poll(centre.stored, soon).toBe(1_701);
  expect((await centre.visitIds()).at(-1)).toBe(late);
  await sync.close();
  await expect.poll(async () => (await centre.centre.live()).devices[0]?.state, soon).toBe("down");
  await centre.close();
  device.close();
});

test("a centre that is stopped again and again in mid-drain loses nothing and takes nothing twice", async () => {
  const [folder, port] = [newFolder(), await freePort()];
  const device = startDevice(folder, port);
  const ids = device.record(12_000);
  const sync = device.connect();
  let stops = 0;
  for (;;) {
    const centre = await startCentre(folder, port);
    const goal = Math.min(12_000, (stops + 1) * 3_000);
    await expect.poll(centre.stored, { ...soon, interval: 1 }).toBeGreaterThanOrEqual(goal);
    if (goal === 12_000) {
      await expect.poll(() => device.outbox.state().waiting, soon).toBe(0);
      expect(await centre.visitIds()).toEqual(ids);
      expect(await centre.seqs()).toEqual(Array.from({ length: 12_000 }, (_, place) => place + 1));
      expect((await centre.centre.live()).sites).toMatchObject([{ waiting: 12_000 }]);
      await sync.close();
      await centre.close();
      break;
    }
    await centre.close();
    stops += 1;
  }
  expect(stops).toBe(3);
  device.close();
});

test("a broker that takes everything and a centre that is not there: nothing is forgotten", async () => {
  const [folder, port] = [newFolder(), await freePort()];
  const { openEmbeddedBroker } = await import("../../sync-server/src/adapters/embedded-broker.ts");
  const broker = await openEmbeddedBroker({ host: "127.0.0.1", port });
  const device = startDevice(folder, port);
  device.record(300);
  const sync = device.connect();
  const heard: number[] = [];
  broker.onMessage((_topic, payload) => heard.push(payload.length));
  await expect.poll(() => heard.length, soon).toBeGreaterThanOrEqual(3);
  expect(device.outbox.state().waiting).toBe(300);
  expect(sync.connected()).toBe(false);
  expect(Math.max(...heard)).toBeLessThan(2_000); // it asks, and sends no event into the void
  await sync.close();
  await broker.close();
  device.close();
});
