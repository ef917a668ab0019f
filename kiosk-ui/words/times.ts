import { formatOf, isEnglish, type Language } from "@drop-in/contracts";
import { clockTime, dayOf, siteTimeZone } from "../clock/clock-time.ts";

/** "2:05pm"; in Arabic "2:05 م", in Polish "14:05". Always the site's clock, in the digits on the wall. */
export function timeInWords(iso: string, language: Language, timeZone = siteTimeZone()): string {
  if (isEnglish(language)) return clockTime(iso, timeZone);
  return new Intl.DateTimeFormat(formatOf(language), {
    hour: "numeric",
    minute: "2-digit",
    ...(language === "ar" ? { hour12: true } : {}),
    timeZone,
  }).format(new Date(iso));
}

/** "Tuesday 24 November". */
export function dateInWords(iso: string, language: Language): string {
  const format = new Intl.DateTimeFormat(formatOf(language), {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: siteTimeZone(),
  });
  return format.format(new Date(iso)).replace(/[,،]/g, "");
}

/** Which of our sentences fits the day: today and tomorrow are said so, other days by their date. */
export function dayKind(iso: string, nowMs: number): "today" | "tomorrow" | "other" {
  const day = dayOf(iso, nowMs);
  return day === "today" || day === "tomorrow" ? day : "other";
}
