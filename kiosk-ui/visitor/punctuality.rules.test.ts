import { expect, test } from "vitest";
import { punctualityOf } from "./punctuality.rules.ts";

test.each([
  ["09:39", "early"],
  ["09:41", "on-time"],
  ["10:04", "on-time"],
  ["10:06", "late"],
] as const)("who comes at %s for ten o'clock is %s", (time, punctuality) => {
  const nowMs = Date.parse(`2026-11-24T${time}:00Z`);
  expect(punctualityOf("2026-11-24T10:00:00Z", nowMs)).toBe(punctuality);
});
