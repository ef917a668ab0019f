import { spread } from "../figures.ts";
import type { Peers } from "../peers/install.ts";
import type { Way } from "../ways.ts";

export type Part = {
  runs: number;
  peers: Peers;
  tell: (line: string) => void;
};

/** What each way did in each run; a way that could not run did nothing. */
export type Runs<Result> = { of(way: Way, pick: (result: Result) => number): number[] };

type Turn<Result> = {
  name: string;
  ways: readonly Way[];
  measure: (way: Way) => Promise<Result>;
  words: (result: Result) => string;
};

/**
 * Every way in turn, again and again, so that whatever else the machine does falls on all alike. A peer that is not
 * installed or breaks is told of and left out: its rows are "not run". Our own way may not break.
 */
export async function inTurn<Result>(
  { runs, peers, tell }: Part,
  { name, ways, measure, words }: Turn<Result>,
): Promise<Runs<Result>> {
  const done = new Map<Way, Result[]>(ways.map((way) => [way, []]));
  const out = new Set<Way>();
  for (const way of ways) {
    const missing = peers.missing(...way.needs);
    if (missing.length === 0) continue;
    out.add(way);
    tell(`${name}: ${way.name} not run, ${missing.join(" and ")} could not be installed`);
  }
  for (let run = 1; run <= runs; run += 1) {
    for (const way of ways) {
      if (!out.has(way)) await one(way, run);
    }
  }

  async function one(way: Way, run: number): Promise<void> {
    try {
      const result = await measure(way);
      done.get(way)?.push(result);
      tell(`${name} ${run}/${runs}: ${way.name}: ${words(result)}`);
    } catch (error) {
      if (way.needs.length === 0) throw error;
      out.add(way);
      done.set(way, []);
      tell(`${name}: ${way.name} not run, ${error}`);
    }
  }
  return { of: (way, pick) => (done.get(way) ?? []).map(pick) };
}

export function share(values: readonly number[]): string {
  return values.length === 0 ? "-" : `${(100 * spread(values)).toFixed()} %`;
}
