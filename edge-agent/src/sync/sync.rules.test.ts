import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  ackTimeoutMs,
  afterAck,
  afterSending,
  emptyLane,
  emptyLanes,
  eventsInBatch,
  type Flight,
  freshItems,
  helloPauseMs,
  isPoison,
  type Lane,
  type Lanes,
  mayLeave,
  overdueAt,
  proofOf,
  rewound,
  smoothed,
  URGENT_BYTES,
} from "./sync.rules.ts";

const flight = (lastSeq: number, bytes = 40_000, sentAtMs = 0): Flight => ({
  lastSeq,
  bytes,
  sentAtMs,
});
const laneWith = (...flights: Flight[]): Lane => flights.reduce(afterSending, emptyLane());

const lanesWith = (some: Partial<Lanes>): Lanes => ({ ...emptyLanes(), ...some });
const WINDOW = 256 * 1024;

test("care fills the window and no more, telemetry only a corner of it", () => {
  const six = laneWith(...[1, 2, 3, 4, 5, 6].map((seq) => flight(seq)));
  expect(mayLeave(lanesWith({ care: laneWith(flight(1)) }), "care", 40_000, WINDOW)).toBe(true);
  expect(mayLeave(lanesWith({ care: six }), "care", 40_000, WINDOW)).toBe(false);
  const corner = laneWith(flight(1, WINDOW / 8));
  expect(mayLeave(lanesWith({ telemetry: corner }), "telemetry", 1, WINDOW)).toBe(false);
  expect(mayLeave(lanesWith({ care: six }), "telemetry", 1_000, WINDOW)).toBe(true);
});

test("what is urgent leaves beside a full window, but not without end", () => {
  const full = laneWith(...[1, 2, 3, 4, 5, 6, 7].map((seq) => flight(seq)));
  expect(mayLeave(lanesWith({ care: full }), "urgent", 4_000, WINDOW)).toBe(true);
  const much = lanesWith({ care: full, urgent: laneWith(flight(1, URGENT_BYTES)) });
  expect(mayLeave(much, "urgent", 1, WINDOW)).toBe(false);
});

test("a batch heavier than the window still leaves when it is alone", () => {
  expect(mayLeave(emptyLanes(), "care", WINDOW * 2, WINDOW)).toBe(true);
});

test("batches are halved while they do not get through, down to a single event", () => {
  expect(eventsInBatch(WINDOW, 30, 0)).toBe(500);
  expect(eventsInBatch(16 * 1024, 40, 0)).toBe(102);
  expect(eventsInBatch(WINDOW, 30, 4)).toBe(62);
  expect(eventsInBatch(WINDOW, 30, 40)).toBe(1);
  expect(isPoison(100, 60_000)).toBe(false);
  expect(isPoison(14, 3_600_000)).toBe(false);
  expect(isPoison(15, 900_000)).toBe(true);
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
  expect(proofOf(lane, 499, 200)).toBeUndefined();
  expect(proofOf(lane, 500, 200)).toEqual({ rttMs: 100, bytes: 1 });
  expect(proofOf(lane, 1_000, 200)).toEqual({ rttMs: 70, bytes: 2 });
  expect(smoothed(undefined, 80)).toBe(80);
  expect(smoothed(80, 160)).toBe(90);
});

test("a batch is overdue after three round trips, but never before a second", () => {
  const lanes = lanesWith({ care: laneWith(flight(500, 1, 5_000)) });
  expect(overdueAt(lanes, 20)).toBe(6_000);
  expect(overdueAt(lanes, 2_000)).toBe(11_000);
  expect(overdueAt(emptyLanes(), 20)).toBeUndefined();
  expect(ackTimeoutMs(undefined)).toBe(1_000);
});

test("a silent centre is asked ever more rarely, but never given up", () => {
  expect([0, 1, 2, 3, 4, 5, 6, 60].map((tries) => helloPauseMs(tries, 0))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000,
  ]);
  expect(helloPauseMs(3, 1)).toBe(12_000);
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
