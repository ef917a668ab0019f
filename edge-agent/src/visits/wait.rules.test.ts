import { expect, test } from "vitest";
import { estimateWait, toldMinutes } from "./wait.rules.ts";

const now = new Date("2026-11-23T14:05:00Z");
const asOf = now.toISOString();
const minutes = (...list: number[]) => list.map((minute) => minute * 60_000);
const usual = { open: true, usualMinutesPerPerson: 10, now };

test("before the clinic is open nobody is told a time", () => {
  expect(estimateWait({ ...usual, open: false, ahead: 3, firstCalls: [] })).toEqual({
    kind: "not-open-yet",
    asOf,
  });
});

test("with nobody ahead you are next", () => {
  expect(estimateWait({ ...usual, ahead: 0, firstCalls: [] })).toEqual({ kind: "next", asOf });
});

test("a day without a pace yet uses the usual one, and says a range", () => {
  expect(estimateWait({ ...usual, ahead: 2, firstCalls: minutes(0) })).toEqual({
    kind: "estimate",
    aboutMinutes: 20,
    fromMinutes: 10,
    toMinutes: 35,
    asOf,
  });
});

test("the pace of this session counts once it shows, and a lunch break does not", () => {
  const wait = estimateWait({ ...usual, ahead: 2, firstCalls: minutes(0, 20, 120, 140, 160) });
  expect(wait).toMatchObject({ kind: "estimate", aboutMinutes: 40 });
  expect(toldMinutes(wait)).toBe(40);
});

test("the range always holds the middle, and never promises less than five minutes", () => {
  for (let ahead = 1; ahead < 40; ahead += 1) {
    const wait = estimateWait({ ...usual, usualMinutesPerPerson: 1, ahead, firstCalls: [] });
    if (wait.kind !== "estimate") throw new Error("expected an estimate");
    expect(wait.fromMinutes).toBeLessThanOrEqual(wait.aboutMinutes);
    expect(wait.toMinutes).toBeGreaterThan(wait.aboutMinutes);
    expect(wait.fromMinutes).toBeGreaterThanOrEqual(5);
  }
});
