import type { Clock } from "../adapters/clock.ts";
import type { ClockStore, Measured } from "./clock.store.ts";

export type TrueTime = ReturnType<typeof createTrueTime>;

type Kept = Pick<ClockStore, "measured" | "found" | "lastSkewMs" | "seenWallMs">;

const BELIEVED_SKEW_MS = 30_000;
/** What two quartz clocks may part by: 100 in a million. */
const DRIFT = 1e-4;
const RENEW_AFTER_MS = 3_600_000;
/** What a clock that runs on a battery may be off by after a while without power. */
const BATTERY_ERROR_MS = 5 * 60_000;

/**
 * What time it truly is. The wall clock of a box may be anything; the centre's, heard once since the machine was switched on, is
 * carried on by the monotonic clock, which nobody can set. `keepsTime`: this box was seen to have a clock that runs on
 * without power, so that it may be asked until the centre is heard.
 */
export function createTrueTime(clock: Clock, kept: Kept, keepsTime: boolean) {
  let best: Measured | undefined;
  let looked = false;

  /** What was heard before a restart of this program is as good as before: the monotonic clock went on. */
  function known(): Measured | undefined {
    if (!looked) best ??= kept.found();
    looked = true;
    return best;
  }

  function batterySays(): { at: Date; errorMs: number | null } {
    const [wall, seenMs] = [clock.now(), kept.seenWallMs()];
    const at = new Date(Math.max(wall.getTime(), seenMs)); // it is never earlier than it was
    const wasWrong = Math.abs(kept.lastSkewMs() ?? 0) > BELIEVED_SKEW_MS;
    const lostTime = wall.getTime() < seenMs;
    return { at, errorMs: keepsTime && !wasWrong && !lostTime ? BATTERY_ERROR_MS : null };
  }

  return {
    /** An answer to a question that left at `askedAtMs` (monotonic): the truth lies in between. */
    heard(serverTime: string, askedAtMs: number): void {
      const now = clock.monotonicMs();
      const errorMs = Math.ceil((now - askedAtMs) / 2) + 1;
      const offsetMs = Math.round(Date.parse(serverTime) + (now - askedAtMs) / 2 - now);
      const heard = { offsetMs, errorMs, atMs: now };
      const before = known();
      if (before && !isBetter(heard, before)) return;
      best = heard;
      kept.measured(heard);
    },
    /** The best guess, and how far it may be off; `errorMs` null: only a clock says so that nobody has confirmed. */
    now(): { at: Date; errorMs: number | null } {
      const measured = known();
      if (!measured) return batterySays();
      const monotonic = clock.monotonicMs();
      const errorMs = Math.ceil(measured.errorMs + (monotonic - measured.atMs) * DRIFT);
      return { at: new Date(monotonic + measured.offsetMs), errorMs };
    },
    /** Whether the wall clock may be believed: only once the centre has told the time, and agreed. */
    wallIsBelieved(): boolean {
      const measured = known();
      if (!measured) return false;
      const trueMs = clock.monotonicMs() + measured.offsetMs;
      return Math.abs(clock.now().getTime() - trueMs) <= BELIEVED_SKEW_MS;
    },
  };
}

/** A quicker answer says more; after an hour the drift since the old one weighs too. */
function isBetter(heard: Measured, best: Measured): boolean {
  const age = heard.atMs - best.atMs;
  return heard.errorMs <= best.errorMs + age * DRIFT || age > RENEW_AFTER_MS;
}
