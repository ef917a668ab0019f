import { randomUUID } from "node:crypto";
import {
  CallbackId,
  type HubEvent,
  MachineId,
  SlotId,
  VariantId,
  VisitId,
} from "@drop-in/contracts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { makeDevice, noon, plugInCentre } from "../centre.test-rig.ts";

const noKey = { keyId: 1, publicKeyPem: "none", sign: () => new Uint8Array(64) };
const machineId = MachineId.parse("bus-machine");
const slotId = SlotId.parse("A01");

function checkIns(device: ReturnType<typeof makeDevice>, count: number): HubEvent[] {
  return Array.from({ length: count }, (_, place) =>
    device.event({
      type: "visit.checked-in.v1",
      payload: {
        visitId: VisitId.parse(randomUUID()),
        sessionId: null,
        ticket: { picture: "kite", colour: "blue", number: `B${place + 1}` },
        reason: "talk",
        needs: [],
        language: "en",
        wait: { kind: "next", asOf: noon },
      },
    }),
  );
}

function loadOf(device: ReturnType<typeof makeDevice>, count: number): HubEvent {
  const variantId = VariantId.parse("knee-sleeve-m-either");
  const loaded = { machineId, slotId, variantId, lot: "L1", count, capacity: 8, par: 2 };
  return device.event({ type: "stock.loaded.v1", payload: loaded });
}

const storedSeqs = (db: ReturnType<typeof plugInCentre>["db"]) =>
  db.prepare("select seq from inbox order by seq").pluck().all();

test("a device is welcomed with where it is, and only then heard", () => {
  const centre = plugInCentre(noKey);
  const device = makeDevice();
  centre.say(device.batch(1, checkIns(device, 1)));
  expect(centre.heard()).toEqual([{ kind: "say-hello" }]);
  centre.say(device.hello());
  expect(centre.heard()).toMatchObject([
    { kind: "welcome", epoch: device.epoch, cursors: [{ cursor: 0 }, { cursor: 0 }] },
    { kind: "feed", items: [{ number: 1 }, { number: 2 }, { number: 3 }] },
  ]);
});

test("batches in any order, repeated and lost at will, make the same record once all have come", () => {
  const places = fc.array(fc.nat({ max: 5 }), { minLength: 0, maxLength: 30 });
  fc.assert(
    fc.property(places, (arrivals) => {
      const centre = plugInCentre(noKey);
      const device = makeDevice();
      const load = loadOf(device, 20);
      const events = [load, ...checkIns(device, 17)].concat(
        Array.from({ length: 6 }, () =>
          device.event({
            type: "stock.adjusted.v1",
            payload: { machineId, slotId, change: -1, reason: "dispensed" },
          }),
        ),
      );
      const batches = [0, 1, 2, 3, 4, 5].map((place) =>
        device.batch(place * 4 + 1, events.slice(place * 4, place * 4 + 4)),
      );
      centre.say(device.hello());
      centre.heard();
      let cursor = 0;
      for (const place of [...arrivals, 5, 4, 3, 2, 1, 0]) {
        const batch = batches[place];
        if (batch) centre.say(batch);
        for (const frame of centre.heard()) {
          if (frame.kind !== "ack") continue;
          expect(frame.cursor).toBeGreaterThanOrEqual(cursor);
          cursor = frame.cursor;
        }
      }
      expect(cursor).toBe(24);
      expect(storedSeqs(centre.db)).toEqual(Array.from({ length: 24 }, (_, place) => place + 1));
      expect(centre.centre.live()).toMatchObject({
        sites: [{ waiting: 17 }],
        stock: [{ stock: 14 }],
      });
      centre.db.close();
    }),
    { numRuns: 40 },
  );
});

test("what lies beyond a gap is kept but neither acked nor folded until the gap is filled", () => {
  const centre = plugInCentre(noKey);
  const device = makeDevice();
  const [first, second, third] = checkIns(device, 3);
  centre.say(device.hello());
  centre.heard();
  centre.say(device.batch(2, [second, third]));
  expect(centre.heard()).toMatchObject([{ kind: "ack", cursor: 0 }]);
  expect(centre.centre.live().sites).toMatchObject([{ waiting: 0 }]);
  centre.say(device.batch(1, [first]));
  expect(centre.heard()).toMatchObject([{ kind: "ack", cursor: 3 }]);
  expect(centre.centre.live().sites).toMatchObject([{ waiting: 3 }]);
});

test("an event nobody understands is kept and counted, and holds up none of its neighbours", () => {
  const centre = plugInCentre(noKey);
  const device = makeDevice();
  const [first, last] = checkIns(device, 2);
  const strange = { type: "visit.teleported.v9", payload: { phone: "07700 900123" } };
  const foreign = { ...first, deviceId: "hub-9" };
  centre.say(device.hello());
  centre.heard();
  centre.say(device.batch(1, [first, strange, foreign, last]));
  expect(centre.heard()).toMatchObject([{ kind: "ack", cursor: 4 }]);
  const { sites, devices } = centre.centre.live();
  expect(sites).toMatchObject([{ waiting: 2 }]);
  expect(devices).toMatchObject([{ refusedEvents: 2 }]);
  const kept = centre.db.prepare("select event_json, refused from inbox where seq = 2").get();
  expect(kept).toEqual({ event_json: JSON.stringify(strange), refused: "type: invalid_union" });
});

test("a new database of the same device starts at one beside the old, with a new book", () => {
  const centre = plugInCentre(noKey);
  const before = makeDevice();
  centre.say(before.hello());
  centre.say(before.batch(1, [loadOf(before, 8), ...checkIns(before, 2)]));
  const after = makeDevice();
  centre.heard();
  centre.say(after.hello());
  expect(centre.heard()).toMatchObject([
    { kind: "welcome", epoch: after.epoch, cursors: [{ cursor: 0 }, { cursor: 0 }] },
    { kind: "feed", items: [{ number: 1 }, { number: 2 }, { number: 3 }] },
  ]);
  expect(centre.centre.live().stock).toEqual([]);
  centre.say(after.batch(1, [loadOf(after, 5), ...checkIns(after, 1)]));
  centre.say(before.batch(4, checkIns(before, 1)));
  expect(centre.heard()).toMatchObject([{ kind: "ack", cursor: 2 }, { kind: "say-hello" }]);
  expect(centre.centre.live()).toMatchObject({ stock: [{ stock: 5 }], sites: [{ waiting: 3 }] });
  expect(centre.db.prepare("select count(*) from inbox").pluck().get()).toBe(5);
});

test("a centre that lost what it had acked says so, and goes on from where the device is", () => {
  const centre = plugInCentre(noKey);
  const device = makeDevice();
  centre.say(device.hello(0, { care: 9 }, 7));
  expect(centre.heard()[0]).toMatchObject({
    cursors: [
      { stream: "care", cursor: 7 },
      { stream: "telemetry", cursor: 0 },
    ],
  });
  expect(centre.db.prepare("select from_seq, to_seq from lost_range").all()).toEqual([
    { from_seq: 1, to_seq: 7 },
  ]);
});

test("the feed is sent again until it is acked, and then no more", () => {
  const centre = plugInCentre(noKey);
  const device = makeDevice();
  centre.say(device.hello());
  const [, feed] = centre.heard();
  centre.pass(3_000);
  expect(centre.heard()).toMatchObject([{ ...feed, serverTime: centre.now().toISOString() }]);
  centre.say({ kind: "feed-ack", epoch: device.epoch, cursor: 3 });
  centre.pass(600_000);
  expect(centre.heard()).toEqual([]);
  centre.say(device.hello(3));
  expect(centre.heard()).toMatchObject([{ kind: "welcome" }]);
});

test("a call-back's clocks run from the press, however late it is heard", () => {
  const centre = plugInCentre(noKey);
  const device = makeDevice();
  const callbackId = CallbackId.parse(randomUUID());
  const pressedAt = "2026-11-23T06:30:00.000Z";
  const pressed = device.event(
    {
      type: "callback.pressed.v1",
      payload: {
        callbackId,
        ticket: { picture: "boat", colour: "red", number: "C1" },
        language: "ar",
        dueAt: "2026-11-24T06:30:00.000Z",
      },
    },
    pressedAt,
  );
  const asked = device.event({
    type: "callback.asked.v1",
    payload: { callbackId, reach: { kind: "phone", leaveMessage: false } },
    personal: { phone: "+447700900123" },
  });
  centre.say(device.hello());
  centre.say(device.batch(1, [pressed, asked]));
  expect(centre.centre.live().callbacks).toMatchObject([
    {
      state: "asked",
      pressedAt,
      receivedAt: noon,
      triageDueAt: "2026-11-23T10:30:00.000Z",
      dueAt: "2026-11-24T06:30:00.000Z",
      phone: "+447700900123",
      siteName: "Health bus 2",
    },
  ]);
});
