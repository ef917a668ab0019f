import type { DisplayLive, StaffVisit } from "@drop-in/contracts";

type Situation = {
  siteName: string;
  place: string | null;
  waiting: readonly StaffVisit[];
  /** Everyone called today, newest call first. */
  calledLately: readonly StaffVisit[];
  now: Date;
};

const SHOWN_FOR_MS = 3 * 60_000;
const NEXT = 2;
const RECENT = 4;

/** What everybody in the room may see: pictures, colours and numbers. */
export function toDisplay({ siteName, place, waiting, calledLately, now }: Situation): DisplayLive {
  const calling = calledLately.find((visit) => isBeingCalled(visit, now));
  return {
    siteName,
    place,
    open: place !== null,
    calling: calling?.calledAt
      ? { ticket: calling.ticket, calledAt: calling.calledAt, timesCalled: calling.timesCalled }
      : null,
    next: waiting.slice(0, NEXT).map(({ ticket }) => ticket),
    recent: calledLately
      .filter((visit) => visit !== calling && visit.state !== "waiting")
      .slice(0, RECENT)
      .map(({ ticket }) => ticket),
    waitingCount: waiting.length,
  };
}

function isBeingCalled({ state, calledAt }: StaffVisit, now: Date): boolean {
  const age = calledAt === null ? Number.POSITIVE_INFINITY : now.getTime() - Date.parse(calledAt);
  return state === "called" && age < SHOWN_FOR_MS;
}
