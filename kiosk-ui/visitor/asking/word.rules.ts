import type { WordFound } from "@drop-in/contracts";
import type { JourneyId, StepId } from "../journeys/journey.ts";

/** Where the search for a word leads: to what was looked for, or to looking again. */
export function landWord(journey: JourneyId, search: WordFound): StepId {
  if (search.kind !== "found") return "none";
  if (journey === "progress") return search.progress === null ? "none" : "steps";
  return search.messages.length === 0 ? "none" : "found";
}
