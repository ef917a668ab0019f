import type { CallbackId, CallbackRow, CallbackState, CallbackStep } from "@drop-in/contracts";
import { minutesSince, minutesUntil } from "../clock/elapsed.ts";

export type Step = CallbackStep["step"];
/** A step that is being asked about once more before it is said. */
export type Asking = { callbackId: CallbackId; step: Step };

/** Which promise is running: to look at it, or to speak. Both count from the press. */
export type ClockView = { promise: "look" | "speak"; dueAt: string; minutesLeft: number };

export type WorklistRow = {
  row: CallbackRow;
  clock: ClockView | null;
  late: boolean;
  waitedMinutes: number;
  /** Minutes between the press and the centre hearing of it; null when it came at once. */
  offlineMinutes: number | null;
  steps: Step[];
};

/** A delay people should know about; anything shorter is the ordinary way of a message. */
const OFFLINE_FROM_MINUTES = 2;
/** "Cannot reach" is only honest after three tries; the centre refuses it before. */
const TRIES_BEFORE_CANNOT_REACH = 3;

const isOpen: Record<CallbackState, boolean> = {
  pressed: true,
  asked: true,
  triaged: true,
  trying: true,
  spoke: false,
  "cannot-reach": false,
  withdrawn: false,
  abandoned: false,
};

/** Open ones first, those with a safety mark before all, then the soonest due; then what is done, newest first. */
export function worklistOf(rows: readonly CallbackRow[], nowMs: number): WorklistRow[] {
  return rows
    .map((row) => workRow(row, nowMs))
    .sort((a, b) => {
      if (a.clock !== null && b.clock !== null) {
        const byMark =
          Number(b.row.wishes?.urgent ?? false) - Number(a.row.wishes?.urgent ?? false);
        return byMark || time(a.clock.dueAt) - time(b.clock.dueAt);
      }
      if (a.clock === null && b.clock === null)
        return time(b.row.pressedAt) - time(a.row.pressedAt);
      return a.clock === null ? 1 : -1;
    });
}

export type LateArrivals = { siteName: string; count: number; pastPromise: number };

/** Open call-backs that reached the centre late, by site: "12 arrived late from the bus, 3 are past their time". */
export function lateArrivalsOf(work: readonly WorklistRow[]): LateArrivals[] {
  const late = work.filter(
    ({ offlineMinutes, clock }) => offlineMinutes !== null && clock !== null,
  );
  const sites = [...new Set(late.map(({ row }) => row.siteName))].sort();
  return sites.map((siteName) => {
    const here = late.filter(({ row }) => row.siteName === siteName);
    return {
      siteName,
      count: here.length,
      pastPromise: here.filter((each) => each.late).length,
    };
  });
}

function workRow(row: CallbackRow, nowMs: number): WorklistRow {
  const clock = clockOf(row, nowMs);
  const offline = minutesSince(row.pressedAt, time(row.receivedAt));
  return {
    row,
    clock,
    late: clock !== null && clock.minutesLeft < 0,
    waitedMinutes: minutesSince(row.pressedAt, row.spokeAt === null ? nowMs : time(row.spokeAt)),
    offlineMinutes: offline >= OFFLINE_FROM_MINUTES ? offline : null,
    steps: stepsFor(row),
  };
}

function clockOf(row: CallbackRow, nowMs: number): ClockView | null {
  if (!isOpen[row.state]) return null;
  const looked = row.state === "triaged" || row.state === "trying";
  const dueAt = looked ? row.dueAt : row.triageDueAt;
  return { promise: looked ? "speak" : "look", dueAt, minutesLeft: minutesUntil(dueAt, nowMs) };
}

/** What can honestly be said next. A try is not a contact, and cannot reach comes after tries. */
function stepsFor({ state, tries }: CallbackRow): Step[] {
  if (!isOpen[state]) return [];
  const triaged: Step[] = state === "pressed" || state === "asked" ? ["triaged"] : [];
  const cannotReach: Step[] = tries >= TRIES_BEFORE_CANNOT_REACH ? ["cannot-reach"] : [];
  return [...triaged, "tried", "spoke", ...cannotReach, "withdrawn"];
}

function time(iso: string): number {
  return Date.parse(iso);
}
