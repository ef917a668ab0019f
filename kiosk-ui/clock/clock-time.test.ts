import { expect, test } from "vitest";
import { clockTime, dayOf } from "./clock-time.ts";

test("times are said the way people say them", () => {
  expect(clockTime("2026-11-23T13:40:00Z")).toBe("1:40pm");
  expect(clockTime("2026-11-23T09:00:00Z")).toBe("9am");
  expect(clockTime("2026-11-23T12:00:00Z")).toBe("midday");
  expect(clockTime("2026-11-23T00:05:00Z")).toBe("12:05am");
});

test("in summer the site's clock is an hour ahead of UTC", () => {
  expect(clockTime("2026-07-01T13:40:00Z")).toBe("2:40pm");
});

test("days follow the site's midnight, also on the night the clock goes back", () => {
  const justAfterMidnight = Date.parse("2026-10-24T23:30:00Z"); // 00:30 on Sunday 25 October in Brighton
  expect(dayOf("2026-10-24T22:30:00Z", justAfterMidnight)).toBe("yesterday");
  expect(dayOf("2026-10-25T23:30:00Z", justAfterMidnight)).toBe("today");
  expect(dayOf("2026-10-26T00:30:00Z", justAfterMidnight)).toBe("tomorrow");
  expect(dayOf("2026-11-02T09:00:00Z", justAfterMidnight)).toEqual({ date: "Monday 2 November" });
});
