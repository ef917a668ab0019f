import { clockTime, dayOf } from "../clock/clock-time.ts";
import { minutesSince, spanOf } from "../clock/elapsed.ts";
import type { Words } from "./console-words.ts";

/** "42 min", "3 h 20 min", "1 day 4 h". */
export function spanWords(t: Words, minutes: number): string {
  const span = spanOf(minutes);
  if (span.kind === "minutes") return t("span.minutes", { minutes: span.minutes });
  if (span.kind === "days") return t("span.days", { days: span.days, hours: span.hours });
  if (span.minutes === 0) return t("span.wholeHours", { hours: span.hours });
  return t("span.hours", { hours: span.hours, minutes: span.minutes });
}

/** "just now", "12 min ago". */
export function agoWords(t: Words, iso: string, nowMs: number): string {
  const minutes = minutesSince(iso, nowMs);
  return minutes < 1 ? t("justNow") : t("ago", { span: spanWords(t, minutes) });
}

/** "1:40pm", "tomorrow 9am", "Friday 27 November, 9am". */
export function timeWords(t: Words, iso: string, nowMs: number): string {
  const day = dayOf(iso, nowMs);
  const time = clockTime(iso);
  return typeof day === "string" ? t(`day.${day}`, { time }) : t("day.date", { ...day, time });
}
