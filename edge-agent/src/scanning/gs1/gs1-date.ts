/** A day as GS1 writes it, YYMMDD. Day 00 stands for the last day of its month. */
export function isGs1Date(text: string): boolean {
  const { year, month, day } = partsOf(text);
  return month >= 1 && month <= 12 && day <= daysIn(year, month);
}

/**
 * The day in full. GS1 counts the century from this year: up to 50 years ahead and 49 back.
 * Only for text that is a GS1 date.
 */
export function toIsoDate(text: string, thisYear: number): string {
  const { year: short, month, day } = partsOf(text);
  const apart = short - (thisYear % 100);
  const century = Math.floor(thisYear / 100) + (apart >= 51 ? -1 : apart <= -50 ? 1 : 0);
  const year = century * 100 + short;
  const dayOfMonth = day === 0 ? daysIn(short, month) : day;
  return [`${year}`.padStart(4, "0"), twoDigits(month), twoDigits(dayOfMonth)].join("-");
}

function partsOf(text: string) {
  const [year = 0, month = 0, day = 0] = [0, 2, 4].map((at) => Number(text.slice(at, at + 2)));
  return { year, month, day };
}

/** Of two-digit years, every fourth is a leap year: the century turn within reach, 2000, was one. */
function daysIn(shortYear: number, month: number): number {
  if (month === 2) return shortYear % 4 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
