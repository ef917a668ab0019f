import { expect, test } from "vitest";
import { startOfDay } from "./start-of-day.rules.ts";

test("the day begins at midnight where the hub is, not in UTC", () => {
  const summer = new Date("2026-07-01T23:30:15.500Z");
  expect(startOfDay(summer, "Europe/London").toISOString()).toBe("2026-07-01T23:00:00.000Z");
  const winter = new Date("2026-11-23T00:00:00.000Z");
  expect(startOfDay(winter, "Europe/London").toISOString()).toBe("2026-11-23T00:00:00.000Z");
});
