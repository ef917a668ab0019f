const MINUTE_MS = 60_000;

/** Whole minutes from `iso` to `nowMs`; never negative, so that a clock a second behind does not say "-1 min". */
export function minutesSince(iso: string, nowMs: number): number {
  return Math.max(0, Math.floor((nowMs - Date.parse(iso)) / MINUTE_MS));
}

/** Whole minutes until `iso`, rounded up while there is time left; negative once it has passed. */
export function minutesUntil(iso: string, nowMs: number): number {
  const leftMs = Date.parse(iso) - nowMs;
  return leftMs >= 0 ? Math.ceil(leftMs / MINUTE_MS) : -Math.ceil(-leftMs / MINUTE_MS);
}

export type Span =
  | { kind: "minutes"; minutes: number }
  | { kind: "hours"; hours: number; minutes: number }
  | { kind: "days"; days: number; hours: number };

/** Splits minutes the way people say them: 42 min, 3 h 20 min, 2 days 4 h. */
export function spanOf(minutes: number): Span {
  const whole = Math.abs(Math.trunc(minutes));
  if (whole < 60) return { kind: "minutes", minutes: whole };
  if (whole < 48 * 60) return { kind: "hours", hours: Math.floor(whole / 60), minutes: whole % 60 };
  return { kind: "days", days: Math.floor(whole / 1440), hours: Math.floor((whole % 1440) / 60) };
}
