const DAY_MS = 24 * 3_600_000;

/** Formats are costly to make and cheap to use: one for each zone ever asked for. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The day and the time on the wall of a site: "2026-11-24", "14:05". */
export function wallTime(now: Date, timeZone: string): { day: string; time: string } {
  const format = formats.get(timeZone) ?? formatFor(timeZone);
  formats.set(timeZone, format);
  const [day = "", time = ""] = format.format(now).split(" ");
  return { day, time };
}

/** The day (YYYY-MM-DD) so many days later, by the calendar: one on which clocks change is longer or shorter. */
export function daysAfter(day: string, days: number): string {
  const noon = Date.parse(`${day}T12:00:00Z`);
  return new Date(noon + days * DAY_MS).toISOString().slice(0, 10);
}

const formatFor = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone });
