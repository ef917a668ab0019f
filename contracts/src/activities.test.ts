import { expect, test } from "vitest";
import { type ActivitySchedule, isOn, mayHaveChanged, nextTime } from "./activities.ts";

const schedule = (freq: "WEEKLY" | "MONTHLY", ...byday: string[]): ActivitySchedule => ({
  ...{ freq, byday, opensAt: "10:00", closesAt: "11:00" },
});

test.each([
  ["WEEKLY", "TU", "2026-11-24", true],
  ["WEEKLY", "TU", "2026-11-25", false],
  ["MONTHLY", "2MO", "2026-11-09", true],
  ["MONTHLY", "2MO", "2026-11-02", false],
  ["MONTHLY", "-1FR", "2026-11-27", true],
  ["MONTHLY", "-1FR", "2026-11-20", false],
  ["MONTHLY", "5MO", "2026-11-30", true],
] as const)("%s on %s, %s: %s", (freq, byday, day, on) => {
  expect(isOn(schedule(freq, byday), day)).toBe(on);
});

test("what is over today is next on another day, and what is still going on is on now", () => {
  const walk = { schedules: [schedule("WEEKLY", "TU")] };
  const tuesday = (time: string) => nextTime(walk, { day: "2026-11-24", time }, 8);
  expect(tuesday("10:59")).toMatchObject({ day: "2026-11-24" });
  expect(tuesday("11:00")).toMatchObject({ day: "2026-12-01" });
  expect(nextTime(walk, { day: "2026-11-25", time: "09:00" }, 3)).toBeNull();
});

test("what nobody has checked for ninety days may have changed", () => {
  expect(mayHaveChanged({ checkedOn: "2026-09-01" }, "2026-11-30")).toBe(false);
  expect(mayHaveChanged({ checkedOn: "2026-08-31" }, "2026-11-30")).toBe(true);
  expect(mayHaveChanged({ checkedOn: null }, "2026-11-30")).toBe(true);
});
