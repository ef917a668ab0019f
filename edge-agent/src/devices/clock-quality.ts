import type { Clock } from "../adapters/clock.ts";

const TRUSTED_SKEW_MS = 30_000;

/** Whether the wall clock may be believed: only once the centre has told the time in this boot, and agreed. */
export function createClockQuality(clock: Clock) {
  let skewMs: number | undefined;
  return {
    heard(serverTime: string): void {
      skewMs = clock.now().getTime() - Date.parse(serverTime);
    },
    isSynced: (): boolean => skewMs !== undefined && Math.abs(skewMs) <= TRUSTED_SKEW_MS,
  };
}
