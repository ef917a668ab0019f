import { meaningOf } from "./judge.ts";
import type { SyncFaultsReport } from "./run.ts";

const FIRST_PLACES = 20;

/** The run as tables for a person, and whether it held. */
export function tellReport(report: SyncFaultsReport, tell: (line: string) => void): boolean {
  const { byKind, without, violations, seed, faults } = report;
  console.table(byKind);
  tell(`errors the programs logged: ${JSON.stringify(report.complaints)}`);
  for (const [kind, why] of Object.entries(without)) tell(`not done: ${kind}: ${why}`);
  console.table({
    ...{ seed, faults },
    "answers people were given": report.promised,
    "asked again, for want of an answer": report.askedAgain,
    "committed on devices": report.committed,
    "in the record": report.inRecord,
    ...countedByWhat(report),
    "seconds of faults": report.faultSeconds,
    "seconds until nothing waited": report.drainSeconds,
    "3/n bound per fault": `${(300 / Math.max(1, faults)).toFixed(2)} %`,
  });
  for (const { what, place } of violations.slice(0, FIRST_PLACES)) {
    tell(`VIOLATED (seed ${seed}): ${what} (${meaningOf(what)}): ${place}`);
  }
  if (violations.length > FIRST_PLACES) tell(`and ${violations.length - FIRST_PLACES} more`);
  if (report.folder !== undefined) tell(`databases and logs: ${report.folder}`);
  return violations.length === 0;
}

/** For the file: violations as counts, and the first as it is. */
export function toJson({ violations, folder, ...report }: SyncFaultsReport): object {
  const [first] = violations;
  return {
    name: "sync",
    ...report,
    ...countedByWhat({ violations }),
    ...(first ? { first } : {}),
    boundPerFault: 3 / Math.max(1, report.faults),
  };
}

function countedByWhat({ violations }: Pick<SyncFaultsReport, "violations">) {
  const counts: Record<string, number> = { lost: 0, twice: 0, "out of order": 0 };
  for (const { what } of violations) counts[what] = (counts[what] ?? 0) + 1;
  return counts;
}
