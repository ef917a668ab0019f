import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  ackTimeoutMs,
  afterAck,
  afterSending,
  emptyLane,
  type Flight,
  freshItems,
  helloPauseMs,
  type Lane,
  mayLeave,
  overdueAt,
  rewound,
  roundTrip,
  smoothed,
  TELEMETRY_WINDOW_BYTES,
  WINDOW_BYTES,
} from "./sync.rules.ts";

const flight = (lastSeq: number, bytes = 40_000, sentAtMs = 0): Flight => ({
  lastSeq,
  bytes,
  sentAtMs,
});
const laneWith = (...flights: Flight[]): Lane => flights.reduce(afterSending, emptyLane());

test("care fills the window and no more, telemetry only a corner of it", () => {
  const six = laneWith(...[1, 2, 3, 4, 5, 6].map((seq) => flight(seq)));
  expect(mayLeave({ care: laneWith(flight(1)), telemetry: emptyLane() }, "care", 40_000)).toBe(
    true,
  );
  expect(mayLeave({ care: six, telemetry: emptyLane() }, "care", 40_000)).toBe(false);
  const corner = laneWith(flight(1, TELEMETRY_WINDOW_BYTES));
  expect(mayLeave({ care: emptyLane(), telemetry: corner }, "telemetry", 1)).toBe(false);
  expect(mayLeave({ care: six, telemetry: emptyLane() }, "telemetry", 1_000)).toBe(true);
});

test("a batch heavier than the window still leaves when it is alone", () => {
  const idle = { care: emptyLane(), telemetry: emptyLane() };
  expect(mayLeave(idle, "care", WINDOW_BYTES * 2)).toBe(true);
});

test("acks in any order, late or repeated, never move the cursor back", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3_000 })), (cursors) => {
      let lane = laneWith(flight(500), flight(1_000), flight(1_500));
      for (const cursor of cursors) {
        const next = afterAck(lane, cursor);
        expect(next.acked).toBe(Math.max(lane.acked, cursor));
        expect(next.sent).toBeGreaterThanOrEqual(next.acked);
        expect(next.flights.every(({ lastSeq }) => lastSeq > next.acked)).toBe(true);
        lane = next;
      }
    }),
  );
});

test("after silence everything past the centre's cursor goes again", () => {
  expect(rewound(700)).toEqual({ acked: 700, sent: 700, flights: [] });
});

test("the round trip is that of the newest batch an ack covers", () => {
  const lane = laneWith(flight(500, 1, 100), flight(1_000, 1, 130));
  expect(roundTrip(lane, 499, 200)).toBeUndefined();
  expect(roundTrip(lane, 500, 200)).toBe(100);
  expect(roundTrip(lane, 1_000, 200)).toBe(70);
  expect(smoothed(undefined, 80)).toBe(80);
  expect(smoothed(80, 160)).toBe(90);
});

test("a batch is overdue after three round trips, but never before a second", () => {
  const lanes = { care: laneWith(flight(500, 1, 5_000)), telemetry: emptyLane() };
  expect(overdueAt(lanes, 20)).toBe(6_000);
  expect(overdueAt(lanes, 2_000)).toBe(11_000);
  expect(overdueAt({ care: emptyLane(), telemetry: emptyLane() }, 20)).toBeUndefined();
  expect(ackTimeoutMs(undefined)).toBe(1_000);
});

test("a silent centre is asked ever more rarely, but never given up", () => {
  expect([0, 1, 2, 3, 4, 5, 60].map((tries) => helloPauseMs(tries))).toEqual([
    1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000,
  ]);
});

test("feed items are taken from where we are, and never across a gap", () => {
  const item = (number: number) => ({
    number,
    item: { type: "staff.set" as const, staff: [] },
  });
  expect(freshItems([item(3), item(4)], 2)).toEqual([item(3), item(4)]);
  expect(freshItems([item(2), item(3)], 2)).toEqual([item(3)]);
  expect(freshItems([item(1)], 2)).toEqual([]);
  expect(freshItems([item(4)], 2)).toBe("gap");
  expect(freshItems([item(3), item(5)], 2)).toBe("gap");
});
