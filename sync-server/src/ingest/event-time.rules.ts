import type { ClockRecord, HubEvent } from "@drop-in/contracts";

export type Time = Pick<HubEvent, "occurredAt" | "time">;
type Said = { clock: number; monotonicMs: number; atMs: number };

const AGREES_MS = 2_000;
/** What two quartz clocks may part by: 100 in a million. */
const DRIFT = 1e-4;
const END_OF_TIME_MS = 8_640_000_000_000_000;

/**
 * When an event truly happened. Its device may have had any wall clock, so it says three things: what the wall clock showed, how
 * long its program had run, and which run that was (`clocks`: all runs of this database that are known, by number).
 *
 * - `believed`: the centre's time was heard in that run, and the wall clock agreed: what it showed stands.
 * - `measured`: it was heard, and the wall clock was wrong: counted on from what was heard.
 * - `carried`: it was heard in a later run only; the same wrong clock ran on in between, so it was as wrong before.
 * - `bounded`: the clock was lost in between: after the last time known before, and before the next run began. The earliest
 *   moment that can be is told, so that nobody waits longer for it.
 * - `unknown`: nothing more is known than what the device said.
 */
export function timeOf(said: Said, clocks: ReadonlyMap<number, ClockRecord>): Time {
  const own = clocks.get(said.clock);
  if (own?.measured) return fromMeasured(said, own.measured);
  const later = own ? firstMeasuredAfter(said.clock, clocks) : undefined;
  if (!later) return toTime(said, said.atMs, "unknown", null);

  const wrongBy = later.startedAtMs - later.measured.offsetMs;
  const carriedMs = said.atMs - wrongBy;
  const latestMs = startOfNext(said.clock, clocks, later, wrongBy);
  const earliestMs = lastKnownBefore(said.clock, clocks);
  // A clock that began anew shows the same again: then this falls on the next beginning, or after it.
  const fits = carriedMs < latestMs && (earliestMs === undefined || carriedMs >= earliestMs);
  if (fits) {
    const apartMs = Math.abs(later.measured.offsetMs - carriedMs);
    return toTime(said, carriedMs, "carried", later.measured.errorMs + apartMs * DRIFT);
  }
  if (earliestMs === undefined) return toTime(said, Math.min(said.atMs, latestMs), "unknown", null);
  const soonestMs = Math.min(latestMs, earliestMs + said.monotonicMs);
  return toTime(said, soonestMs, "bounded", latestMs - soonestMs);
}

/** The same way off as the event itself: for times a device counted on from its own clock, such as a promise. */
export function shifted(iso: string, { occurredAt, time }: Time): string {
  const by = Date.parse(occurredAt) - Date.parse(time.said);
  return toIso(Date.parse(iso) + by);
}

type Measured = NonNullable<ClockRecord["measured"]>;
type MeasuredRun = ClockRecord & { measured: Measured };

function fromMeasured(said: Said, { offsetMs, errorMs, atMs }: Measured): Time {
  const trueMs = said.monotonicMs + offsetMs;
  const error = errorMs + Math.abs(said.monotonicMs - atMs) * DRIFT;
  const apartMs = Math.abs(said.atMs - trueMs);
  return apartMs <= AGREES_MS
    ? toTime(said, said.atMs, "believed", apartMs + error)
    : toTime(said, trueMs, "measured", error);
}

function firstMeasuredAfter(
  clock: number,
  clocks: ReadonlyMap<number, ClockRecord>,
): MeasuredRun | undefined {
  return sorted(clocks).find(
    (run): run is MeasuredRun => run.clock > clock && run.measured !== null,
  );
}

/** The run after this one began when its own clock, as wrong as the later one's, says so; never after the later one. */
function startOfNext(
  clock: number,
  clocks: ReadonlyMap<number, ClockRecord>,
  later: MeasuredRun,
  wrongBy: number,
): number {
  const next = sorted(clocks).find((run) => run.clock > clock) ?? later;
  return Math.min(next.startedAtMs - wrongBy, later.measured.offsetMs);
}

function lastKnownBefore(
  clock: number,
  clocks: ReadonlyMap<number, ClockRecord>,
): number | undefined {
  const before = sorted(clocks).findLast((run) => run.clock < clock && run.measured !== null);
  return before?.measured ? before.measured.offsetMs + before.measured.atMs : undefined;
}

const sorted = (clocks: ReadonlyMap<number, ClockRecord>): ClockRecord[] =>
  [...clocks.values()].sort((a, b) => a.clock - b.clock);

function toTime(
  { atMs }: Said,
  trueMs: number,
  sure: HubEvent["time"]["sure"],
  errorMs: number | null,
): Time {
  return {
    occurredAt: toIso(trueMs),
    time: {
      said: toIso(atMs),
      sure,
      errorMs: errorMs === null ? null : Math.ceil(errorMs),
    },
  };
}

/** A time beyond what can be written is written as the last that can. */
function toIso(ms: number): string {
  return new Date(Math.min(END_OF_TIME_MS, Math.max(-END_OF_TIME_MS, ms))).toISOString();
}
