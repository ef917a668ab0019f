/** One line of a result file. `ratio` is measured / reference; `met` is whether it keeps the target. */
export type Row = {
  what: string;
  measured: number;
  reference: number;
  ratio: number;
  target: string;
  met: boolean;
};

type Comparison = {
  what: string;
  measured: readonly number[];
  reference: readonly number[];
  target: { atLeast: number } | { atMost: number };
};

/** The row of two sets of runs made side by side: medians, and their ratio. */
export function toRow({ what, measured, reference, target }: Comparison): Row {
  const [ours, theirs] = [median(measured), median(reference)];
  const ratio = ours / theirs;
  const wanted = "atLeast" in target ? `>= ${target.atLeast}` : `<= ${target.atMost}`;
  const met = "atLeast" in target ? ratio >= target.atLeast : ratio <= target.atMost;
  return {
    ...{ what, measured: rounded(ours), reference: rounded(theirs) },
    ...{ ratio: rounded(ratio), target: wanted, met },
  };
}

/** The middle value, or the mean of the two in the middle. Refuses an empty set: it has no middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new RangeError("no runs, no median");
  return (lower + upper) / 2;
}

/** How far apart the runs were, as a share of their median: 0 is a machine that does nothing else. */
export function spread(values: readonly number[]): number {
  return (Math.max(...values) - Math.min(...values)) / median(values);
}

/** Three digits that mean something; whole numbers from 100 on. */
export function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
