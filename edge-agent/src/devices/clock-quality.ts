import type { Clock } from "../adapters/clock.ts";

const TRUSTED_SKEW_MS = 30_000;

/** Whether the wall clock may be believed: only once the centre has told the time in this boot, and agreed. */
export function createClockQuality(clock: Clock) {
  let skewMs: number | undefined;
  const isSynced = () => skewMs !== undefined && Math.abs(skewMs) <= TRUSTED_SKEW_MS;
  return {
    heard(serverTime: string): void {
      skewMs = clock.now().getTime() - Date.parse(serverTime);
    },
    isSynced,
    /** The time, and by how much it may be wrong; null where nobody has confirmed it in this boot. */
    now: (): { at: Date; errorMs: number | null } => ({
      at: clock.now(),
      errorMs: isSynced() ? TRUSTED_SKEW_MS : null,
    }),
  };
}
