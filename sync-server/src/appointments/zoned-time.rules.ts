/** The moment a clock on that wall shows `time` (HH:MM) on `day` (YYYY-MM-DD), ISO. Undefined where it never does: clocks skip an hour. */
export function momentOf(day: string, time: string, timeZone: string): string | undefined {
  const asIfUtc = Date.parse(`${day}T${time}:00.000Z`);
  if (Number.isNaN(asIfUtc) || !new Date(asIfUtc).toISOString().startsWith(day)) return undefined;
  // Twice: the first guess may lie on the other side of a change of the clocks.
  const guess = asIfUtc - offsetAt(asIfUtc, timeZone);
  const moment = asIfUtc - offsetAt(guess, timeZone);
  const shown = moment + offsetAt(moment, timeZone);
  return shown === asIfUtc ? new Date(moment).toISOString() : undefined;
}

/** How far that wall's clock is ahead of UTC, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-GB", {
    ...{ year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone },
  });
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const part = (wanted: Intl.DateTimeFormatPartTypes) => Number(parts.get(wanted));
  const shown = Date.UTC(
    part("year"),
    part("month") - 1,
    ...[part("day"), part("hour"), part("minute")],
  );
  return shown - Math.floor(moment / 60_000) * 60_000;
}
