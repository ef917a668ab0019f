import type { Option } from "../../journeys/journey.ts";

export const PICTURES_AT_ONCE = 6;
export const LINES_AT_ONCE = 8;

/** Options that say who somebody is have no picture: none would be right. */
export const areLines = (options: readonly Option[]): boolean =>
  options.some(({ picture }) => picture === "dot");

export const optionsAtOnce = (options: readonly Option[]): number =>
  areLines(options) ? LINES_AT_ONCE : PICTURES_AT_ONCE;

/** What is shown at once of many; after the last page the first comes again. */
export function pageOf<One>(all: readonly One[], page: number, atOnce: number) {
  const pages = Math.max(1, Math.ceil(all.length / atOnce));
  const from = (page % pages) * atOnce;
  return { shown: all.slice(from, from + atOnce), hasMore: pages > 1 };
}
