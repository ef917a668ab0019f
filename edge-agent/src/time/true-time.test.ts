import { expect, test } from "vitest";
import type { Measured } from "./clock.store.ts";
import { createTrueTime } from "./true-time.ts";

type Before = {
  found: Measured;
  lastSkewMs: number;
  seenWallMs: number;
  keepsTime: boolean;
};

/** A box whose wall clock shows `wall` when its monotonic clock shows 0; both run on together. */
function box(wall: string, before: Partial<Before> = {}) {
  let monotonic = 0;
  const kept: Measured[] = [];
  const { found, lastSkewMs, seenWallMs = 0, keepsTime = false } = before;
  const clock = {
    now: () => new Date(Date.parse(wall) + monotonic),
    monotonicMs: () => monotonic,
    bootId: () => "b",
  };
  const store = {
    measured: (measured: Measured) => void kept.push(measured),
    found: () => found,
    lastSkewMs: () => lastSkewMs,
    seenWallMs: () => seenWallMs,
  };
  const time = createTrueTime(clock, store, keepsTime);
  const pass = (ms: number) => {
    monotonic += ms;
  };
  return { time, kept, pass };
}

test("a clock nobody has confirmed in this run is not believed, and says so", () => {
  const { time } = box("2026-11-23T10:00:00.000Z");
  expect(time.wallIsBelieved()).toBe(false);
  expect(time.now()).toEqual({ at: new Date("2026-11-23T10:00:00.000Z"), errorMs: null });
});

test("a clock that agrees with the centre is believed, and one that is 90 seconds off is not", () => {
  const right = box("2026-11-23T10:00:00.000Z");
  right.time.heard("2026-11-23T10:00:02.000Z", 0);
  expect(right.time.wallIsBelieved()).toBe(true);
  const wrong = box("2026-11-23T10:01:30.000Z");
  wrong.time.heard("2026-11-23T10:00:00.000Z", 0);
  expect(wrong.time.wallIsBelieved()).toBe(false);
});

test("the centre's time is carried on by the clock nobody can set", () => {
  const { time, pass } = box("1970-01-01T00:00:00.000Z");
  pass(200);
  time.heard("2026-11-23T10:00:00.000Z", 0); // the answer took 200 ms: half of it each way
  pass(3_600_000);
  expect(time.now().at.toISOString()).toBe("2026-11-23T11:00:00.100Z");
  expect(time.now().errorMs).toBe(101 + 360);
});

test("a slow answer does not spoil what a quick one told, until drift weighs more", () => {
  const { time, kept, pass } = box("2026-11-23T10:00:00.000Z");
  time.heard("2026-11-23T10:00:00.000Z", 0);
  pass(10_000);
  time.heard("2026-11-23T10:00:02.000Z", 0); // ten seconds under way
  expect(kept).toHaveLength(1);
  pass(3_600_000);
  time.heard("2026-11-23T11:00:10.000Z", 3_610_000);
  expect(kept).toHaveLength(2);
});

test("what was heard before the program was started again still counts: the machine was on all the while", () => {
  const found = { offsetMs: Date.parse("2026-11-23T10:00:00.000Z"), errorMs: 20, atMs: 0 };
  const { time, pass } = box("1970-01-01T00:00:00.000Z", { found });
  pass(60_000);
  expect(time.now()).toEqual({ at: new Date("2026-11-23T10:01:00.000Z"), errorMs: 26 });
});

test("a clock that keeps time is asked after a power cut, unless it was wrong or has lost the time", () => {
  const wall = "2026-11-23T10:00:00.000Z";
  const sure = (before: Partial<Before>) => box(wall, before).time.now().errorMs !== null;
  expect(sure({ keepsTime: false })).toBe(false);
  expect(sure({ keepsTime: true })).toBe(true);
  expect(sure({ keepsTime: true, lastSkewMs: 90_000 })).toBe(false);
  expect(sure({ keepsTime: true, seenWallMs: Date.parse(wall) + 1 })).toBe(false);
});
