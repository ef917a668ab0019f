import type { Clock } from "../adapters/clock.ts";
import type { ClockStore } from "./clock.store.ts";

export type TrueTime = ReturnType<typeof createTrueTime>;

/** The centre's time as it was heard in this run: true time = monotonic + offset, give or take `errorMs`. */
export type Measured = { offsetMs: number; errorMs: number; atMs: number };

const BELIEVED_SKEW_MS = 30_000;
/** What two quartz clocks may part by: 100 in a million. */
const DRIFT = 1e-4;
const RENEW_AFTER_MS = 3_600_000;

/**
 * What time it truly is. The wall clock of a box may be anything; the centre's, heard once in this run, is carried on by the
 * monotonic clock, which nobody can set.
 */
export function createTrueTime(clock: Clock, clocks: Pick<ClockStore, "measured">) {
  let best: Measured | undefined;

  return {
    /** An answer to a question that left at `askedAtMs` (monotonic): the truth lies in between. */
    heard(serverTime: string, askedAtMs: number): void {
      const now = clock.monotonicMs();
      const errorMs = Math.ceil((now - askedAtMs) / 2) + 1;
      const offsetMs = Math.round(Date.parse(serverTime) + (now - askedAtMs) / 2 - now);
      const heard = { offsetMs, errorMs, atMs: now };
      if (best && !isBetter(heard, best)) return;
      best = heard;
      clocks.measured(heard);
    },
    /** The best guess, and how far it may be off; `errorMs` null: only the wall clock says so. */
    now(): { at: Date; errorMs: number | null } {
      if (!best) return { at: clock.now(), errorMs: null };
      const monotonic = clock.monotonicMs();
      const errorMs = Math.ceil(best.errorMs + (monotonic - best.atMs) * DRIFT);
      return { at: new Date(monotonic + best.offsetMs), errorMs };
    },
    /** Whether the wall clock may be believed: only once the centre has told the time in this run, and agreed. */
    wallIsBelieved: (): boolean =>
      best !== undefined &&
      Math.abs(clock.now().getTime() - clock.monotonicMs() - best.offsetMs) <= BELIEVED_SKEW_MS,
  };
}

/** A quicker answer says more; after an hour the drift since the old one weighs too. */
function isBetter(heard: Measured, best: Measured): boolean {
  const age = heard.atMs - best.atMs;
  return heard.errorMs <= best.errorMs + age * DRIFT || age > RENEW_AFTER_MS;
}
