import type { CallbackState, CallbackStep } from "@drop-in/contracts";

const TRIAGE_WITHIN_MS = 4 * 3_600_000;
/** "Cannot reach" is said after at least this many tries, never after the first. */
export const TRIES_BEFORE_GIVING_UP = 3;

export type DeviceFact = "asked" | "abandoned" | "withdrawn";
export type Progress = { state: CallbackState; tries: number };

/** Where a call-back is after a step of the team, or why the step is not for now. */
export function afterStep(
  { state, tries }: Progress,
  step: CallbackStep["step"],
): Progress | "not-open" | "too-few-tries" {
  if (!isOpenCallback(state)) return "not-open";
  switch (step) {
    case "triaged":
      return { state: state === "trying" ? state : "triaged", tries };
    case "tried":
      return { state: "trying", tries: tries + 1 };
    case "spoke":
    case "withdrawn":
      return { state: step, tries };
    case "cannot-reach":
      return tries < TRIES_BEFORE_GIVING_UP ? "too-few-tries" : { state: step, tries };
  }
}

/** What the device tells may come after the team has begun: it never takes a step back. */
export function afterDevice(state: CallbackState, fact: DeviceFact): CallbackState {
  // They want it no more, however far the team is.
  if (fact === "withdrawn") return isOpenCallback(state) ? fact : state;
  // Let go when the box restarted between the press and the number: who then gives it is called all the same.
  if (state === "abandoned" && fact === "asked") return "asked";
  return state === "pressed" ? fact : state;
}

function isOpenCallback(state: CallbackState): boolean {
  return state === "pressed" || state === "asked" || state === "triaged" || state === "trying";
}

/** The clock of triage runs from the press on the device, minutes offline included. */
export function triageDueAt(pressedAt: string): string {
  return new Date(new Date(pressedAt).getTime() + TRIAGE_WITHIN_MS).toISOString();
}
