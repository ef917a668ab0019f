/** Wrong passwords in a row for one name, and until when no more are heard. */
export type TryLimit = { wrong: number; lockedUntilMs: number };

const FREE_TRIES = 5;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 15 * 60_000;

export function afterWrong(before: TryLimit | undefined, nowMs: number): TryLimit {
  const wrong = (before?.wrong ?? 0) + 1;
  if (wrong < FREE_TRIES) return { wrong, lockedUntilMs: 0 };
  const lock = Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** (wrong - FREE_TRIES));
  return { wrong, lockedUntilMs: nowMs + lock };
}

/** 0 when a try is heard now. */
export function waitSeconds(limit: TryLimit | undefined, nowMs: number): number {
  return limit ? Math.max(0, Math.ceil((limit.lockedUntilMs - nowMs) / 1_000)) : 0;
}
