export type Punctuality = "early" | "on-time" | "late";

const EARLY_MS = 20 * 60_000;
const LATE_MS = 5 * 60_000;

/** Whoever is early is offered something to do, and whoever is late is welcome: neither is sent away. */
export function punctualityOf(at: string, nowMs: number): Punctuality {
  const untilMs = Date.parse(at) - nowMs;
  if (untilMs > EARLY_MS) return "early";
  return untilMs < -LATE_MS ? "late" : "on-time";
}
