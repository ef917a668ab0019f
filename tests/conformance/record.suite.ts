import { CallbackId, HelpId, type HubFact, Sealed, SessionId, VariantId } from "@drop-in/contracts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { systemChance } from "../../sync-server/src/adapters/chance.ts";
import {
  type DeviceUnderTest,
  makeDevice,
  noon,
  type OpenDatabase,
  plugInCentre,
} from "../../sync-server/src/centre.test-rig.ts";
import {
  adjusted,
  checkIn,
  loadOf,
  machineId,
  newVisit,
  slotId,
  staffId,
  statusOf,
} from "./facts.ts";

type Centre = Awaited<ReturnType<typeof plugInCentre>>;
const letters = ({ database }: Centre) =>
  database.all("select seq, why, row_json as json from dead_letter order by seq");

/** What every engine's record holds of what happened. */
export function recordConformance(engine: string, open: OpenDatabase, runs = 20): void {
  describe(`the record, ${engine}`, () => {
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

    test("a promise made by a wrong clock moves with the press", async () => {
      const centre = await plugInCentre(open);
      const device = makeDevice();
      const measured = { offsetMs: new Date(noon).getTime() - 10_000, errorMs: 20, atMs: 5_000 };
      Object.assign(device.clock, { measured });
      const callbackId = CallbackId.parse(systemChance.newId());
      const payload = {
        ...{ callbackId, language: "en" as const, dueAt: "2026-11-24T12:01:30.000Z" },
        ticket: { picture: "boat", colour: "red", number: "C1" } as const,
      };
      await centre.say(device.hello());
      const fast = "2026-11-23T12:01:30.000Z"; // the truth is nine seconds before noon
      await centre.say(
        device.batch(1, [device.row({ type: "callback.pressed.v1", payload }, fast)]),
      );
      expect((await centre.centre.live()).callbacks).toMatchObject([
        { pressedAt: "2026-11-23T11:59:51.000Z", dueAt: "2026-11-24T11:59:51.000Z" },
      ]);
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
      await centre.sayStatus({ ...statusOf(device), beat: 2, printer: "paper-out" });
      expect((await centre.centre.live()).devices).toMatchObject([{ state: "down" }]);
      await centre.sayStatus({ ...statusOf(device), connection: 6, printer: "paper-out" });
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
