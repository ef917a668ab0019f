import {
  DeviceId,
  Epoch,
  FeedItem,
  MachineId,
  SiteId,
  StaffId,
  VariantId,
} from "@drop-in/contracts";
import { createChanges } from "@drop-in/foundation";
import { expect, test } from "vitest";
import { noKey, quiet } from "../centre.test-rig.ts";
import { openSqliteDatabase } from "../db/open-database.ts";
import { createRecallService } from "../recalls/recall.service.ts";
import { foldEvents } from "../record/fold-events.ts";
import { createStores, createTransact } from "../stores.ts";
import { afterFact } from "./collection.fold.ts";
import { createCollectionService } from "./collection.service.ts";
import { createMoveService } from "./move.service.ts";
import { createCollectionRounds } from "./rounds.service.ts";

const begun = new Date("2026-11-23T08:00:00.000Z");
const HOUR_MS = 3_600_000;
const variantId = VariantId.parse("knee-sleeve-m-either");
const staffId = StaffId.parse("22222222-2222-4222-8222-222222222222");
const [north, south] = ["north", "south"].map((name) => ({
  deviceId: DeviceId.parse(name),
  machineId: MachineId.parse(`${name}-machine`),
})) as [Place, Place];
type Place = { deviceId: DeviceId; machineId: MachineId };

/** The centre's services over a record in memory, with two machines of three items each, and a clock we turn. */
async function openCentre() {
  const database = openSqliteDatabase(":memory:");
  const stores = createStores(database);
  const transact = createTransact(database);
  let now = begun;
  let ids = 0;
  const newId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, "0")}`;
  const acts = {
    ...{ stores, transact, clock: () => now, timer: () => () => {}, log: quiet },
    ...{
      changes: createChanges(),
      feed: { push: async () => {}, pushAll: async () => {} },
      key: noKey,
    },
    hashForDevice: async () => String(++ids).padStart(64, "0"),
    chance: {
      ...{ newId, newSalt: () => "00".repeat(16), newToken: newId },
      symbols: (count: number) => Array.from({ length: count }, () => ++ids % 32),
    },
  };
  const say = (from: Place, ...facts: object[]) =>
    transact((within) => {
      const at = now.toISOString();
      const time = { said: at, sure: "believed", errorMs: 0 };
      const more = { deviceId: from.deviceId, occurredAt: at, time };
      return foldEvents(within, facts.map((fact) => ({ ...fact, ...more })) as never, at);
    });
  for (const place of [north, south]) {
    const { deviceId, machineId } = place;
    await stores.devices.save(
      {
        ...{ deviceId, siteId: SiteId.parse(deviceId), siteName: deviceId, version: "1" },
        ...{ epoch: Epoch.parse(newId()), lastHeardAt: now.toISOString() },
      },
      "00".repeat(16),
    );
    const slot = { machineId, slotId: "A01", variantId, lot: "L1", count: 3, capacity: 6, par: 1 };
    await say(place, { type: "stock.loaded.v1", payload: slot });
  }
  const issuing = createCollectionService(acts);
  const moves = createMoveService(acts);
  const rounds = createCollectionRounds(acts);
  const { collectionId } = await issuing.issue(
    { requestId: newId(), machineId: north.machineId, variantId, validHours: 72 },
    staffId,
  );

  return {
    ...{
      stores,
      rounds,
      moves,
      say,
      collectionId,
      newId,
      issuing,
      recalls: createRecallService(acts),
    },
    move: (to: Place = south) =>
      moves.move(collectionId, { requestId: newId(), machineId: to.machineId }, staffId),
    decide: (itemCame: boolean) =>
      moves.decide(collectionId, { itemCame, reason: "asked" }, staffId),
    find: () => transact((within) => within.collections.lockWhole(collectionId)),
    released: (from: Place, pin: number, id = collectionId) =>
      say(from, {
        type: "collection.released.v1",
        payload: { collectionId: id, machineId: from.machineId, pin },
      }),
    later(hours: number): void {
      now = new Date(begun.getTime() + hours * HOUR_MS);
    },
    fed: async ({ deviceId }: Place) =>
      (await stores.feed.after(deviceId, 0, 50)).map(({ item }) => FeedItem.parse(item)),
  };
}

test("it stays where it is until its machine has let go of this very pin, and then has one place", async () => {
  const centre = await openCentre();
  await centre.move();
  expect(await centre.fed(north)).toMatchObject([
    { type: "collection.pinned", collection: { pin: 1, leaseUntil: "2026-11-24T08:00:00.000Z" } },
    { type: "collection.release-asked", pin: 1 },
  ]);
  await centre.rounds.placeFreed();
  expect(await centre.fed(south)).toEqual([]);
  await centre.released(south, 1); // not its to let go
  await centre.released(north, 7); // a pin it never had
  await centre.rounds.placeFreed();
  expect(await centre.find()).toMatchObject({ deviceId: "north", pin: 1 });
  await centre.released(north, 1);
  await centre.rounds.placeFreed();
  await centre.rounds.placeFreed();
  expect(await centre.find()).toMatchObject({ deviceId: "south", pin: 2, state: "issued" });
  expect(await centre.fed(south)).toMatchObject([
    { type: "collection.pinned", collection: { machineId: "south-machine", pin: 2 } },
  ]);
  await centre.released(north, 1); // said once more, late
  await centre.rounds.placeFreed();
  expect(await centre.find()).toMatchObject({ deviceId: "south", pin: 2 });
});

test("what is kept stays, and whoever wanted it elsewhere can see that", async () => {
  const centre = await openCentre();
  await centre.move();
  await expect(centre.move()).rejects.toThrow("on its way");
  const { collectionId } = centre;
  await centre.say(north, {
    type: "collection.kept.v1",
    payload: { collectionId, machineId: north.machineId, pin: 1 },
  });
  expect(await centre.find()).toMatchObject({
    ...{ deviceId: "north", toMachineId: null, keptAt: begun.toISOString() },
  });
  await centre.move();
  expect(await centre.find()).toMatchObject({ toMachineId: "south-machine", keptAt: null });
});

test("a lease that ran out unheard frees nothing: it is for staff, who may decide once nothing more can happen", async () => {
  const centre = await openCentre();
  await centre.move();
  await expect(centre.decide(false)).rejects.toThrow("may still hand it out");
  centre.later(25.9);
  await expect(centre.decide(false)).rejects.toThrow("may still hand it out");
  centre.later(26);
  await centre.rounds.leases();
  await centre.rounds.placeFreed();
  expect(await centre.find()).toMatchObject({ deviceId: "north", state: "needs-staff" });
  await centre.decide(false);
  await centre.rounds.placeFreed();
  expect(await centre.find()).toMatchObject({ deviceId: "south", pin: 2 });
});

test("a machine that is heard after all settles it by its own word", async () => {
  const centre = await openCentre();
  centre.later(26);
  await centre.rounds.leases();
  expect((await centre.find())?.state).toBe("needs-staff");
  await centre.released(north, 1);
  await centre.rounds.placeFreed();
  // Nobody wants it elsewhere: it is pinned there again, under the same code.
  expect(await centre.find()).toMatchObject({ deviceId: "north", state: "issued", pin: 2 });
});

test("of a database that is gone no word lets go", async () => {
  const centre = await openCentre();
  centre.later(26);
  await centre.rounds.leases();
  const { lockOfDevice, keep } = centre.stores.collections;
  const held = await lockOfDevice(north.deviceId);
  await keep(held.map((one) => afterFact(one, { fact: "device-reborn", at: "now" })));
  await centre.released(north, 1);
  expect((await centre.find())?.state).toBe("needs-staff");
  expect((await centre.find())?.letGoAt).toBeNull();
});

test("leases go on in bulk for devices heard lately, and for nothing that is wanted elsewhere", async () => {
  const centre = await openCentre();
  centre.later(13);
  await centre.rounds.leases();
  expect((await centre.find())?.leaseUntil).toBe("2026-11-24T08:00:00.000Z");
  await centre.stores.devices.heard([[north.deviceId, "2026-11-23T21:00:00.000Z"]]);
  await centre.rounds.leases();
  expect((await centre.find())?.leaseUntil).toBe("2026-11-24T21:00:00.000Z");
  expect(await centre.fed(north)).toMatchObject([
    { type: "collection.pinned" },
    { type: "collection.lease-extended", leaseUntil: "2026-11-24T21:00:00.000Z" },
  ]);
  await centre.move();
  centre.later(30);
  await centre.stores.devices.heard([[north.deviceId, "2026-11-24T14:00:00.000Z"]]);
  await centre.rounds.leases();
  expect((await centre.find())?.leaseUntil).toBe("2026-11-24T21:00:00.000Z");
});

test("a recall reaches every device, is promised from no more, and each device's word of it is kept", async () => {
  const centre = await openCentre();
  const notice = { variantIds: [variantId], lots: [" l1 "], reason: "A seam opens" };
  const { recallId } = await centre.recalls.make({ requestId: centre.newId(), ...notice }, staffId);
  expect((await centre.fed(south)).map(({ type }) => type)).toEqual(["recall.set"]);
  await expect(centre.move()).rejects.toThrow("None is left");
  await centre.say(south, { type: "recall.applied.v1", payload: { recallId, slots: ["A01"] } });
  expect(await centre.recalls.words(recallId)).toMatchObject([
    { deviceId: "south", slots: ["A01"] },
  ]);
  await centre.recalls.lift(recallId, staffId);
  await expect(centre.recalls.lift(recallId, staffId)).rejects.toThrow("lifted");
  await centre.move();
});
