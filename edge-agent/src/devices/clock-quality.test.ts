import { expect, test } from "vitest";
import { createClockQuality } from "./clock-quality.ts";

const at = (iso: string) => createClockQuality({ now: () => new Date(iso), monotonicMs: () => 0 });

test("a clock nobody has confirmed in this boot is not believed", () => {
  expect(at("2026-11-23T10:00:00Z").isSynced()).toBe(false);
});

test("a clock that agrees with the centre is believed, and one that is 90 seconds off is not", () => {
  const right = at("2026-11-23T10:00:00Z");
  right.heard("2026-11-23T10:00:02Z");
  expect(right.isSynced()).toBe(true);
  const wrong = at("2026-11-23T10:01:30Z");
  wrong.heard("2026-11-23T10:00:00Z");
  expect(wrong.isSynced()).toBe(false);
});
