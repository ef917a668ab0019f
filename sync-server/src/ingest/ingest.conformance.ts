import {
  CallbackId,
  type DeviceStatus,
  HelpId,
  type HubFact,
  MachineId,
  Sealed,
  SessionId,
  SiteId,
  SlotId,
  StaffId,
  VariantId,
  VisitId,
} from "@drop-in/contracts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { systemChance } from "../adapters/chance.ts";
import {
  type DeviceUnderTest,
  makeDevice,
  noon,
  type OpenDatabase,
  plugInCentre,
} from "../centre.test-rig.ts";

const machineId = MachineId.parse("bus-machine");
const slotId = SlotId.parse("A01");
const newVisit = () => VisitId.parse(systemChance.newId());
const staffId = StaffId.parse(systemChance.newId());

const checkIn = (visitId = newVisit(), place = 1): HubFact => ({
  type: "visit.checked-in.v1",
  payload: {
    ...{ visitId, sessionId: null, reason: "talk", needs: [], language: "en" },
    ticket: { picture: "kite", colour: "blue", number: `B${place}` },
    wait: { kind: "next", asOf: noon },
  },
});
const checkIns = (device: DeviceUnderTest, count: number): unknown[] =>
  Array.from({ length: count }, (_, place) => device.row(checkIn(newVisit(), place + 1)));

const adjusted = (change: number): HubFact => ({
  type: "stock.adjusted.v1",
  payload: { machineId, slotId, change, reason: "dispensed" },
});

function loadOf(device: DeviceUnderTest, count: number): unknown[] {
  const variantId = VariantId.parse("knee-sleeve-m-either");
  const loaded = { machineId, slotId, variantId, lot: "L1", count, capacity: 8, par: 2 };
  return device.row({ type: "stock.loaded.v1", payload: loaded });
}

type Centre = Awaited<ReturnType<typeof plugInCentre>>;
const storedSeqs = async ({ database }: Centre) =>
  (await database.all("select seq from inbox order by seq")).map(
    (row) => Object.values(Object(row))[0],
  );
const letters = ({ database }: Centre) =>
  database.all("select seq, why, row_json as json from dead_letter order by seq");

/** What every engine's centre does with what devices send. */
export function ingestConformance(engine: string, open: OpenDatabase, runs = 20): void {
  describe(`the centre, ${engine}`, () => {
    test("a device is welcomed with where it is, and only then heard", async () => {
      const centre = await plugInCentre(open);
      const device = makeDevice();
      await centre.say(device.batch(1, checkIns(device, 1)));
      expect(centre.heard()).toEqual([{ kind: "say-hello" }]);
      await centre.say(device.hello());
      const cursors = ["urgent", "care", "telemetry"].map((stream) => ({ stream, cursor: 0 }));
      expect(centre.heard()).toMatchObject([
        { kind: "welcome", epoch: device.epoch, nonce: "0011223344556677", cursors },
        { kind: "snapshot", through: 1, part: 1, parts: 1, items: [{}, {}, {}] },
      ]);
      await centre.close();
    });

    test("batches in any order, repeated and lost at will, make the same record once all have come", async () => {
      const places = fc.array(fc.nat({ max: 5 }), { minLength: 0, maxLength: 30 });
      await fc.assert(
        fc.asyncProperty(places, async (arrivals) => {
          const centre = await plugInCentre(open);
          const device = makeDevice();
          const events = [
            ...[loadOf(device, 20), ...checkIns(device, 17)],
            ...Array.from({ length: 6 }, () => device.row(adjusted(-1))),
          ];
          const batches = [0, 1, 2, 3, 4, 5].map((place) =>
            device.batch(place * 4 + 1, events.slice(place * 4, place * 4 + 4)),
          );
          await centre.say(device.hello());
          centre.heard();
          let cursor = 0;
          for (const place of [...arrivals, 5, 4, 3, 2, 1, 0]) {
            const batch = batches[place];
            if (batch) await centre.say(batch);
            for (const frame of centre.heard()) {
              if (frame.kind !== "ack") continue;
              expect(frame.cursor).toBeGreaterThanOrEqual(cursor);
              cursor = frame.cursor;
            }
          }
          expect(cursor).toBe(24);
          expect(await storedSeqs(centre)).toEqual(
            Array.from({ length: 24 }, (_, place) => place + 1),
          );
          expect(await centre.centre.live()).toMatchObject({
            sites: [{ waiting: 17 }],
            stock: [{ stock: 14 }],
          });
          await centre.close();
        }),
        { numRuns: runs },
      );
    });

    test("what lies beyond a gap is kept but neither acked nor folded until the gap is filled", async () => {
      const centre = await plugInCentre(open);
      const device = makeDevice();
      const [first, second, third] = checkIns(device, 3);
      await centre.say(device.hello());
      centre.heard();
      await centre.say(device.batch(2, [second, third]));
      expect(centre.heard()).toMatchObject([{ kind: "ack", cursor: 0 }]);
      expect((await centre.centre.live()).sites).toMatchObject([{ waiting: 0 }]);
      await centre.say(device.batch(1, [first]));
      expect(centre.heard()).toMatchObject([{ kind: "ack", cursor: 3 }]);
      expect((await centre.centre.live()).sites).toMatchObject([{ waiting: 3 }]);
      await centre.close();
    });

    test("an event nobody understands is kept apart and counted, and holds up none of its neighbours", async () => {
      const centre = await plugInCentre(open);
      const device = makeDevice();
      const [first, last] = checkIns(device, 2);
      const strange = ["visit.teleported.v9", 1, 5, 5, { phone: "07700 900123" }];
      await centre.say(device.hello());
      centre.heard();
      await centre.say(device.batch(1, [first, strange, { not: "a row" }, last]));
      expect(centre.heard()).toMatchObject([{ kind: "ack", cursor: 4 }]);
      const { sites, devices } = await centre.centre.live();
      expect(sites).toMatchObject([{ waiting: 2 }]);
      expect(devices).toMatchObject([{ refusedEvents: 2 }]);
      expect(await letters(centre)).toEqual([
        { seq: 2, why: "type: invalid_union", json: JSON.stringify(strange) },
        { seq: 3, why: "row: invalid_union", json: '{"not":"a row"}' },
      ]);
      expect(centre.alerts).toMatchObject([
        { event: "ingest.dead-letter", seq: 2 },
        { event: "ingest.dead-letter", seq: 3 },
      ]);
      await centre.close();
    });

    test("an event that breaks what the record stands on is kept apart, and those beside it are folded", async () => {
      const centre = await plugInCentre(open);
      // What no event of today can do, one of tomorrow might: the record itself refuses this visit.
      const [good, bad, later] = [newVisit(), newVisit(), newVisit()];
      await poison(centre, bad);
      const device = makeDevice();
      await centre.say(device.hello());
      centre.heard();
      const rows = [good, bad, later].map((visitId) => device.row(checkIn(visitId)));
      await centre.say(device.batch(1, [...rows, loadOf(device, 3)]));
      expect(centre.heard()).toMatchObject([{ kind: "ack", cursor: 4 }]);
      expect(await centre.centre.live()).toMatchObject({
        sites: [{ waiting: 2 }],
        stock: [{ stock: 3 }],
      });
      const [letter, ...more] = await letters(centre);
      expect(more).toEqual([]);
      expect(letter).toMatchObject({ seq: 2, json: JSON.stringify(rows[1]) });
      await centre.close();
    });

    test("a new database of the same device starts at one beside the old, with a new book", async () => {
      const centre = await plugInCentre(open);
      const before = makeDevice();
      await centre.say(before.hello());
      await centre.say(before.batch(1, [loadOf(before, 8), ...checkIns(before, 2)]));
      const after = makeDevice();
      centre.heard();
      await centre.say(after.hello());
      expect(centre.heard()).toMatchObject([
        {
          kind: "welcome",
          epoch: after.epoch,
          cursors: [{ cursor: 0 }, { cursor: 0 }, { cursor: 0 }],
        },
        { kind: "snapshot", through: 2 },
      ]);
      expect((await centre.centre.live()).stock).toEqual([]);
      await centre.say(after.batch(1, [loadOf(after, 5), ...checkIns(after, 1)]));
      await centre.say(before.batch(4, checkIns(before, 1)));
      expect(centre.heard()).toMatchObject([{ kind: "ack", cursor: 2 }, { kind: "say-hello" }]);
      expect(await centre.centre.live()).toMatchObject({
        stock: [{ stock: 5 }],
        sites: [{ waiting: 3 }],
      });
      expect(await storedSeqs(centre)).toHaveLength(5);
      await centre.close();
    });

    test("a database that was replaced never comes back, whoever repeats its hello", async () => {
      const centre = await plugInCentre(open);
      const [before, after] = [makeDevice(), makeDevice()];
      await centre.say(before.hello());
      await centre.say(after.hello());
      await centre.say(after.batch(1, [loadOf(after, 5)]));
      centre.heard();
      await centre.say(before.hello());
      expect(centre.heard()).toEqual([{ kind: "refused", why: "epoch-over", reads: [2] }]);
      expect((await centre.centre.live()).stock).toMatchObject([{ stock: 5 }]);
      await centre.say(after.batch(2, checkIns(after, 1)));
      expect(centre.heard()).toMatchObject([{ kind: "ack", cursor: 2 }]);
      await centre.close();
    });

    test("a centre that lost what it had acked says so, and goes on from where the device is", async () => {
      const centre = await plugInCentre(open);
      const device = makeDevice();
      await centre.say(device.hello(0, { care: 9 }, 7));
      expect(centre.heard()[0]).toMatchObject({
        cursors: [
          { stream: "urgent", cursor: 0 },
          { stream: "care", cursor: 7 },
          { stream: "telemetry", cursor: 0 },
        ],
      });
      expect(await centre.database.all("select from_seq, to_seq from lost_range")).toEqual([
        { from_seq: 1, to_seq: 7 },
      ]);
      await centre.say(device.batch(8, checkIns(device, 1)));
      expect(centre.heard().at(-1)).toMatchObject({ kind: "ack", cursor: 8 });
      await centre.close();
    });

    test("everything anew is sent with each hello until it is acked, and then no more", async () => {
      const centre = await plugInCentre(open);
      const device = makeDevice();
      await centre.say(device.hello());
      const [, snapshot] = centre.heard();
      await centre.say(device.hello());
      expect(centre.heard()).toMatchObject([{ kind: "welcome" }, { ...snapshot }]);
      await centre.say({ kind: "feed-ack", epoch: device.epoch, cursor: 1 });
      await centre.say(device.hello(1));
      expect(centre.heard()).toMatchObject([{ kind: "welcome" }]);
      await centre.pass(31 * 24 * 3_600_000);
      await centre.say(device.hello(1));
      expect(centre.heard()).toMatchObject([{ kind: "welcome" }]);
      await centre.close();
    });

    test("a call-back's clocks run from the press, however late it is heard", async () => {
      const centre = await plugInCentre(open);
      const device = makeDevice();
      const callbackId = CallbackId.parse(systemChance.newId());
      const pressedAt = "2026-11-23T06:30:00.000Z";
      const pressed = device.row(
        {
          type: "callback.pressed.v1",
          payload: {
            ...{ callbackId, language: "ar", dueAt: "2026-11-24T06:30:00.000Z" },
            ticket: { picture: "boat", colour: "red", number: "C1" },
          },
        },
        pressedAt,
      );
      const sealed = Sealed.parse("s".repeat(90));
      const asked = device.row({
        ...{ type: "callback.asked.v1", sealed },
        payload: { callbackId, reach: { kind: "phone", leaveMessage: false } },
      });
      await centre.say(device.hello());
      await centre.say(device.batch(1, [pressed, asked]));
      await centre.sayStatus(statusOf(device));
      expect((await centre.centre.live()).callbacks).toMatchObject([
        {
          ...{
            state: "asked",
            pressedAt,
            receivedAt: noon,
            triageDueAt: "2026-11-23T10:30:00.000Z",
          },
          ...{
            dueAt: "2026-11-24T06:30:00.000Z",
            phone: "number in 90 bytes",
            siteName: "Health bus 2",
          },
        },
      ]);
      await centre.close();
    });

    test("a day in one batch, in two, and event by event adds up to the same record", async () => {
      const day = fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 40 });
      await fc.assert(
        fc.asyncProperty(day, fc.nat({ max: 40 }), async (choices, cut) => {
          const device = makeDevice();
          const rows = aDay(device, choices);
          const whole = await recordOf(open, device, [rows]);
          const twice = await recordOf(open, device, [rows.slice(0, cut), rows.slice(cut)]);
          const single = await recordOf(
            open,
            device,
            rows.map((row) => [row]),
          );
          expect(twice).toEqual(whole);
          expect(single).toEqual(whole);
        }),
        { numRuns: runs },
      );
    });

    test("the latest word of a device is kept, and the will of an older connection does not hide it", async () => {
      const centre = await plugInCentre(open);
      const device = makeDevice();
      await centre.sayStatus(statusOf(device));
      expect((await centre.centre.live()).devices).toEqual([]);
      await centre.say(device.hello());
      await centre.sayStatus(statusOf(device));
      const gone = (connection: number) =>
        ({ online: false, deviceId: device.deviceId, connection }) as const;
      await centre.sayStatus(gone(4));
      expect(await centre.centre.live()).toMatchObject({
        devices: [{ state: "up", siteName: "Health bus 2" }],
        deviceCounts: { up: 1, degraded: 0, down: 0, unknown: 0 },
      });
      await centre.sayStatus(gone(5));
      expect((await centre.centre.live()).devices).toMatchObject([
        { state: "down", reasons: ["lost"] },
      ]);
      await centre.sayStatus({ ...statusOf(device), printer: "paper-out" });
      expect(await centre.centre.live()).toMatchObject({
        devices: [{ state: "degraded", reasons: ["printer"] }],
        deviceCounts: { degraded: 1 },
      });
      await centre.pass(45_001);
      expect(await centre.centre.live()).toMatchObject({
        devices: [{ state: "unknown", reasons: ["silent"] }],
        deviceCounts: { unknown: 1 },
      });
      await centre.close();
    });

    test("bytes that are no frame, and frames of others, hurt nobody", async () => {
      const centre = await plugInCentre(open);
      const device = makeDevice();
      centre.hearRaw("drop-in/v2/up/bus-2", new Uint8Array([1, 2, 3]), false);
      await centre.sayStatus({ ...statusOf(device), deviceId: device.deviceId });
      await centre.say(device.hello());
      expect(centre.heard()).toMatchObject([{ kind: "welcome" }, { kind: "snapshot" }]);
      await centre.close();
    });
  });
}

const SITE = SiteId.parse("bus-2");
const statusOf = ({ deviceId }: DeviceUnderTest): Extract<DeviceStatus, { online: true }> => ({
  ...{ online: true, deviceId, connection: 5, siteId: SITE, siteName: "Health bus 2" },
  ...{ at: noon, version: "0.1.0", machines: [], slots: [] },
  ...{ outbox: { waiting: 0, oldestAt: null }, printer: "ready", scanner: "ready" },
});

/** Makes the engine itself refuse one visit. */
async function poison({ database }: Centre, visitId: string): Promise<void> {
  if (database.engine === "postgres") {
    await database.run(
      `alter table visit add constraint not_this check (visit_id <> '${visitId}')`,
    );
    return;
  }
  await database.run(
    `create trigger not_this before insert on visit when new.visit_id = '${visitId}'
     begin select raise(abort, 'not this'); end`,
  );
}

/** Anything may happen to anything, also to what was never heard of. */
function aDay(device: DeviceUnderTest, choices: readonly number[]): unknown[] {
  const [one, two] = [newVisit(), newVisit()];
  const sessionId = SessionId.parse(systemChance.newId());
  const helpId = HelpId.parse(systemChance.newId());
  const variants = ["knee-sleeve-m-either", "knee-sleeve-l-either"].map((id) =>
    VariantId.parse(id),
  );
  const load = (variantId: VariantId): HubFact => ({
    type: "stock.loaded.v1",
    payload: { machineId, slotId, variantId, lot: "L1", count: 4, capacity: 8, par: 2 },
  });
  const facts: (HubFact | undefined)[] = [
    checkIn(one),
    checkIn(two),
    { type: "visit.called.v1", payload: { visitId: one, staffId, timesCalled: 1 } },
    { type: "visit.returned.v1", payload: { visitId: one, staffId } },
    { type: "visit.seen.v1", payload: { visitId: two, staffId } },
    { type: "session.opened.v1", payload: { sessionId, place: "Hall", staffId } },
    { type: "help.asked.v1", payload: { helpId, screen: "welcome" } },
    { type: "help.answered.v1", payload: { helpId, staffId } },
    variants[0] && load(variants[0]),
    adjusted(-1),
  ];
  return choices.flatMap((choice) => {
    const fact = facts[choice];
    return fact ? [device.row(fact)] : [];
  });
}

async function recordOf(open: OpenDatabase, device: DeviceUnderTest, batches: unknown[][]) {
  const centre = await plugInCentre(open);
  await centre.say(device.hello());
  let seq = 1;
  for (const rows of batches) {
    if (rows.length > 0) await centre.say(device.batch(seq, rows));
    seq += rows.length;
  }
  const { sites, stock } = await centre.centre.live();
  const visits = await centre.database.all(
    "select visit_id, state, finished_at from visit order by visit_id",
  );
  const help = await centre.database.all("select help_id, answered_at from help");
  const cursor = await centre.database.get("select cursor from lane where stream = 'care'");
  await centre.close();
  return { sites, stock, visits, help, cursor };
}
