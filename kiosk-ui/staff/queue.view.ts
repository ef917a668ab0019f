import type { StaffVisit } from "@drop-in/contracts";
import { minutesSince } from "../clock/elapsed.ts";

export type WaitView = { minutes: number; told: number | null; late: boolean };

/** Minutes waited against minutes told. Late only if we promised something and it has passed. */
export function waitOf(
  visit: Pick<StaffVisit, "checkedInAt" | "toldMinutes">,
  nowMs: number,
): WaitView {
  const minutes = minutesSince(visit.checkedInAt, nowMs);
  const told = visit.toldMinutes;
  return { minutes, told, late: told !== null && minutes > told };
}

export type Closing = { waiting: number; called: number; longestMinutes: number };

/** Who is still here when somebody wants to close. */
export function stillHere(
  live: { waiting: readonly StaffVisit[]; called: readonly StaffVisit[] },
  nowMs: number,
): Closing {
  const waits = live.waiting.map((visit) => minutesSince(visit.checkedInAt, nowMs));
  return {
    waiting: live.waiting.length,
    called: live.called.length,
    longestMinutes: Math.max(0, ...waits),
  };
}

export type Finish = "seen" | "did-not-wait";
export type Tally = Record<Finish, number>;

export function tallyOf(finished: readonly StaffVisit[]): Tally {
  return {
    seen: finished.filter((visit) => visit.state === "seen").length,
    "did-not-wait": finished.filter((visit) => visit.state === "did-not-wait").length,
  };
}

/**
 * The visit an open panel is about, wherever it is now. Undefined once it has left the lists, so the
 * panel closes by itself when a colleague was quicker.
 */
export function findVisit(
  live: {
    waiting: readonly StaffVisit[];
    called: readonly StaffVisit[];
    finished: readonly StaffVisit[];
  },
  visitId: string,
): StaffVisit | undefined {
  return [...live.waiting, ...live.called, ...live.finished].find(
    (visit) => visit.visitId === visitId,
  );
}
