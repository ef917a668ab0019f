/** Wrong tries so far, and until when no more are taken. Kept on disk: a restart forgives nothing. */
export type TryState = { wrong: number; lockedUntil: number | null; lastWrongAt: number };

const FREE_TRIES = 5;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 15 * 60_000;
const FORGET_AFTER_MS = 24 * 60 * 60_000;

/** Five wrong tries cost a minute; each further one doubles it, up to a quarter of an hour. */
export function afterWrongTry(state: TryState | undefined, now: number): TryState {
  const rested = state === undefined || now - state.lastWrongAt > FORGET_AFTER_MS;
  const wrong = (rested ? 0 : state.wrong) + 1;
  const locks = wrong - FREE_TRIES;
  const lockMs = Math.min(FIRST_LOCK_MS * 2 ** Math.max(locks, 0), LONGEST_LOCK_MS);
  return { wrong, lockedUntil: locks < 0 ? null : now + lockMs, lastWrongAt: now };
}

/** The same state, or one whose lock begins now where a clock that went back had put it out of reach. */
export function withinReach(state: TryState, now: number): TryState {
  const outOfReach = state.lockedUntil !== null && state.lockedUntil - now > LONGEST_LOCK_MS;
  return outOfReach ? { ...state, lockedUntil: now + LONGEST_LOCK_MS, lastWrongAt: now } : state;
}

/**
 * Seconds still to wait, 0 when a try is allowed. A clock set back would lock for years, so no lock
 * is longer than the longest one.
 */
export function secondsToWait(state: TryState | undefined, now: number): number {
  if (!state?.lockedUntil) return 0;
  const left = Math.min(state.lockedUntil - now, LONGEST_LOCK_MS);
  return Math.max(0, Math.ceil(left / 1000));
}
