import type { Language } from "@drop-in/contracts";
import { clockTime, dayOf, siteTimeZone } from "../clock/clock-time.ts";

/** Latin digits in every language, so that a time on the screen looks like the one on the wall. */
const locales: Record<Exclude<Language, "en">, string> = { ar: "ar-u-nu-latn" };

/** "2:05pm"; in Arabic "2:05 م". Always the site's clock. */
export function timeInWords(iso: string, language: Language): string {
  if (language === "en") return clockTime(iso);
  return new Intl.DateTimeFormat(locales[language], {
    hour: "numeric",
    minute: "2-digit",
    hour12: true,
    timeZone: siteTimeZone(),
  }).format(new Date(iso));
}

/** "Tuesday 24 November". */
export function dateInWords(iso: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : locales[language], {
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
