import { expect, test } from "vitest";
import { momentOf } from "./zoned-time.rules.ts";

const london = "Europe/London";

test.each([
  ["2026-11-23", "09:30", "2026-11-23T09:30:00.000Z"],
  ["2026-07-01", "09:30", "2026-07-01T08:30:00.000Z"],
  ["2026-03-29", "00:59", "2026-03-29T00:59:00.000Z"],
  ["2026-03-29", "02:00", "2026-03-29T01:00:00.000Z"],
  ["2026-10-25", "02:00", "2026-10-25T02:00:00.000Z"],
])("%s %s in London is %s", (day, time, moment) => {
  expect(momentOf(day, time, london)).toBe(moment);
});

test("a time that the clocks skip is no time", () => {
  expect(momentOf("2026-03-29", "01:30", london)).toBeUndefined();
});

test("a time that comes twice is one of the two", () => {
  expect(momentOf("2026-10-25", "01:30", london)).toMatch(/^2026-10-25T0[01]:30/);
});

test("nonsense is no time", () => {
  expect(momentOf("2026-02-31", "10:00", london)).toBeUndefined();
  expect(momentOf("2026-11-23", "25:00", london)).toBeUndefined();
});
