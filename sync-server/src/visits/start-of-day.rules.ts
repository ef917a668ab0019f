/** The last local midnight of a zone, as an instant. */
export function startOfDay(now: Date, timeZone: string): Date {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(now);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const elapsed = part("hour") * 3_600 + part("minute") * 60 + part("second");
  // On the two days a year when the clocks change this is an hour off until the change has passed.
  return new Date(Math.floor(now.getTime() / 1_000 - elapsed) * 1_000);
}
