/**
 * One line of a result file. `ratio` is measured / reference; `met` is whether it keeps the target. What could not be
 * measured is "not run", with the reason in `what`: never a pass. `spread` is (largest - smallest) / median of each side.
 */
export type Row = {
  what: string;
  measured: number | null;
  reference: number | null;
  ratio: number | null;
  target: string;
  met: boolean | "not run";
  spread?: string;
};

export type Target = { atLeast: number } | { atMost: number };

type Comparison = {
  what: string;
  measured: readonly number[];
  reference: readonly number[];
  target: Target;
};

/** The row of two sets of runs made side by side: medians, and their ratio. No runs on a side: not run. */
export function toRow({ what, measured, reference, target }: Comparison): Row {
  if (measured.length === 0 || reference.length === 0) return notRun(what, target);
  const [ours, theirs] = [median(measured), median(reference)];
  const ratio = ours / theirs;
  return {
    ...{ what, measured: rounded(ours), reference: rounded(theirs) },
    ...{ ratio: rounded(ratio), target: toWords(target), met: keeps(ratio, target) },
    ...spreadOf(measured, reference),
  };
}

/** A count that must not depend on speed, such as events lost: it is its own ratio, whatever it is counted against. */
export function toCount(
  what: string,
  { counted, of }: { counted: number; of: number },
  target: Target,
): Row {
  const met = keeps(counted, target);
  return { what, measured: counted, reference: of, ratio: null, target: toWords(target), met };
}

/** A figure that is stated beside the others and has no target of its own. */
export function toFact(what: string, values: readonly number[]): Row {
  if (values.length === 0) return { ...notRun(what, { atMost: 0 }), target: "stated" };
  return {
    ...{ what, measured: rounded(median(values)), reference: null },
    ...{ ratio: null, target: "stated", met: true, ...spreadOf(values) },
  };
}

export function notRun(what: string, target: Target): Row {
  const nothing = { measured: null, reference: null, ratio: null };
  return { what, ...nothing, target: toWords(target), met: "not run" };
}

/** How it went in one line; a row that was not run is counted as that. */
export function summary(rows: readonly Row[]): string {
  const count = (met: Row["met"]) => rows.filter((row) => row.met === met).length;
  return `${count(true)} met, ${count(false)} missed, ${count("not run")} not run`;
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
  const middle = median(values);
  return middle === 0 ? 0 : (Math.max(...values) - Math.min(...values)) / middle;
}

/** How much each step of x adds to y, by least squares: memory per device, from memory at several counts of them. */
export function slope(points: readonly { x: number; y: number }[]): number {
  if (points.length < 2) throw new RangeError("a slope needs two points");
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [midX, midY] = [mean(({ x }) => x), mean(({ y }) => y)];
  const rise = mean(({ x, y }) => (x - midX) * (y - midY));
  const run = mean(({ x }) => (x - midX) ** 2);
  return rise / run;
}

/** Three digits that mean something; whole numbers from 100 on. */
export function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

function toWords(target: Target): string {
  return "atLeast" in target ? `>= ${target.atLeast}` : `<= ${target.atMost}`;
}

function keeps(ratio: number, target: Target): boolean {
  return "atLeast" in target ? ratio >= target.atLeast : ratio <= target.atMost;
}

function spreadOf(...sides: (readonly number[])[]): { spread?: string } {
  if (sides.every(({ length }) => length < 2)) return {};
  return { spread: sides.map((values) => `${(100 * spread(values)).toFixed()} %`).join(" / ") };
}
