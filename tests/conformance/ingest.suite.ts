import { topics } from "@drop-in/contracts";
import { packBody } from "@drop-in/contracts/wire";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  makeDevice,
  type OpenDatabase,
  plugInCentre,
} from "../../sync-server/src/centre.test-rig.ts";
import { adjusted, checkIns, loadOf } from "./facts.ts";

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

    test("a row nested too deeply to be written down holds up nothing", async () => {
      const centre = await plugInCentre(open);
      const device = makeDevice();
      await centre.say(device.hello());
      const deep = "[".repeat(100_000) + "]".repeat(100_000);
      const [before, after] = checkIns(device, 2);
      const batch = device.batch(1, [before, "DEEP", after]);
      const json = JSON.stringify(batch).replace('"DEEP"', deep);
      centre.hearRaw(topics.up(device.deviceId), packBody(json), false);
      await centre.centre.settled();
      expect(centre.heard().at(-1)).toMatchObject({ kind: "ack", cursor: 3 });
      expect(await letters(centre)).toEqual([
        { seq: 2, why: "row: nested too deeply", json: "null" },
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
  });
}
