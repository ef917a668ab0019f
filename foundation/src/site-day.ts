/** Formats are costly to make and cheap to use: one for each zone ever asked for. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The date at the site (YYYY-MM-DD): tickets begin anew with the local day, not with UTC's. */
export function siteDay(now: Date, timeZone: string): string {
  const format = formats.get(timeZone) ?? formatFor(timeZone);
  formats.set(timeZone, format);
  return format.format(now);
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const parts = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  return new Intl.DateTimeFormat("en-CA", { timeZone, ...parts });
}
