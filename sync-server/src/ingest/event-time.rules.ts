import type { ClockRecord, HubEvent } from "@drop-in/contracts";

type Said = { monotonicMs: number; atMs: number };
type Time = Pick<HubEvent, "occurredAt" | "time">;

const END_OF_TIME_MS = 8_640_000_000_000_000;

/** When an event truly happened: monotonic time never jumps, so where it was measured against ours it says more. */
export function timeOf({ monotonicMs, atMs }: Said, clock: ClockRecord | undefined): Time {
  const said = isoOf(atMs);
  if (!clock?.measured) return { occurredAt: said, time: { said, sure: "unknown", errorMs: null } };
  const { offsetMs, errorMs } = clock.measured;
  return { occurredAt: isoOf(monotonicMs + offsetMs), time: { said, sure: "measured", errorMs } };
}

function isoOf(ms: number): string {
  return new Date(Math.min(END_OF_TIME_MS, Math.max(-END_OF_TIME_MS, ms))).toISOString();
}
