import { expect, test } from "vitest";
import { siteDay } from "./site-day.ts";

test("the ticket day is the site's, not UTC's", () => {
  expect(siteDay(new Date("2026-07-01T23:30:00Z"), "Europe/London")).toBe("2026-07-02");
  expect(siteDay(new Date("2026-12-01T23:30:00Z"), "Europe/London")).toBe("2026-12-01");
});

test("the hour that comes twice in October stays on its day", () => {
  expect(siteDay(new Date("2026-10-25T00:30:00Z"), "Europe/London")).toBe("2026-10-25");
  expect(siteDay(new Date("2026-10-25T01:30:00Z"), "Europe/London")).toBe("2026-10-25");
});
