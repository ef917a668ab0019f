import fc from "fast-check";
import { expect, test } from "vitest";
import { minutesSince, minutesUntil, spanOf } from "./elapsed.ts";

const noon = Date.parse("2026-11-23T12:00:00Z");

test("somebody who came 28 minutes and 59 seconds ago has waited 28 minutes", () => {
  expect(minutesSince("2026-11-23T11:31:01Z", noon)).toBe(28);
});

test("somebody who came in the future, by a clock that is behind, has waited no time", () => {
  expect(minutesSince("2026-11-23T12:00:05Z", noon)).toBe(0);
});

test("with ten seconds left there is still one minute, ten seconds past is one minute late", () => {
  expect(minutesUntil("2026-11-23T12:00:10Z", noon)).toBe(1);
  expect(minutesUntil("2026-11-23T11:59:50Z", noon)).toBe(-1);
  expect(minutesUntil("2026-11-23T12:00:00Z", noon)).toBe(0);
});

test("time is split the way people say it", () => {
  expect(spanOf(42)).toEqual({ kind: "minutes", minutes: 42 });
  expect(spanOf(200)).toEqual({ kind: "hours", hours: 3, minutes: 20 });
  expect(spanOf(24 * 60)).toEqual({ kind: "hours", hours: 24, minutes: 0 });
  expect(spanOf(-3120)).toEqual({ kind: "days", days: 2, hours: 4 });
});

test("no minute is lost in a span under two days", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 48 * 60 - 1 }), (minutes) => {
      const span = spanOf(minutes);
      const hours = span.kind === "hours" ? span.hours : 0;
      return span.kind !== "days" && hours * 60 + span.minutes === minutes;
    }),
  );
});
