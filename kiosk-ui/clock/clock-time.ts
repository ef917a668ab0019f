let zone = "Europe/London";

/** Times are said as on the wall of the site, also on a tablet set to another zone. The site tells its zone. */
export const siteTimeZone = (): string => zone;
export function setSiteTimeZone(timeZone: string): void {
  zone = timeZone;
}

/** "1:40pm", "9am", "midday": the way times are said. */
export function clockTime(iso: string, timeZone = siteTimeZone()): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    hour: "numeric",
    minute: "2-digit",
    hour12: false,
    hourCycle: "h23",
    timeZone,
  }).formatToParts(new Date(iso));
  const hour = Number(parts.find(({ type }) => type === "hour")?.value ?? 0);
  const minute = parts.find(({ type }) => type === "minute")?.value ?? "00";
  if (minute === "00" && hour === 12) return "midday";
  if (minute === "00" && hour === 0) return "midnight";
  const minutes = minute === "00" ? "" : `:${minute}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes}${hour < 12 ? "am" : "pm"}`;
}

export type Day = "today" | "yesterday" | "tomorrow" | { date: string };

/** Which day `iso` is, seen from `nowMs` at the site. Other days are "Monday 3 March". */
export function dayOf(iso: string, nowMs: number, timeZone = siteTimeZone()): Day {
  const day = new Date(iso);
  const distance = dayNumber(day, timeZone) - dayNumber(new Date(nowMs), timeZone);
  if (distance === 0) return "today";
  if (distance === -1) return "yesterday";
  if (distance === 1) return "tomorrow";
  const date = new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone,
  }).format(day);
  return { date: date.replace(",", "") };
}

function dayNumber(date: Date, timeZone: string): number {
  const local = new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone }).format(date);
  return Math.round(Date.parse(`${local}T00:00:00Z`) / 86_400_000);
}
