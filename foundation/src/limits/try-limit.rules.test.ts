import fc from "fast-check";
import { expect, test } from "vitest";
import { afterWrongTry, secondsToWait, type TryState } from "./try-limit.rules.ts";

const start = Date.parse("2026-11-23T10:00:00Z");
const wrongTimes = (times: number, now = start) => {
  let state: TryState | undefined;
  for (let time = 0; time < times; time += 1) state = afterWrongTry(state, now);
  return state;
};

test("four wrong tries cost nothing, the fifth a minute, and each after that twice as long", () => {
  const waits = [4, 5, 6, 7, 8, 9, 10, 30].map((times) => secondsToWait(wrongTimes(times), start));
  expect(waits).toEqual([0, 60, 120, 240, 480, 900, 900, 900]);
});

test("a wait runs out, and the next wrong try locks again at once", () => {
  const state = wrongTimes(5);
  expect(secondsToWait(state, start + 60_000)).toBe(0);
  expect(secondsToWait(afterWrongTry(state, start + 60_000), start + 60_000)).toBe(120);
});

test("after a quiet day the count begins anew", () => {
  expect(afterWrongTry(wrongTimes(9), start + 25 * 3_600_000).wrong).toBe(1);
});

test("no jump of the clock locks anybody out for longer than the longest lock", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.integer(), (times, jumpMs) => {
      const seconds = secondsToWait(wrongTimes(times), start + jumpMs);
      expect(seconds).toBeGreaterThanOrEqual(0);
      expect(seconds).toBeLessThanOrEqual(900);
    }),
  );
});
