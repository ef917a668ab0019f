/** The date at the site (YYYY-MM-DD): tickets begin anew with the local day, not with UTC's. */
export function siteDay(now: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(now);
}
