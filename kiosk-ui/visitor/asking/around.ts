import type { Around } from "../journeys/journey.machine.ts";
import type { VisitorState } from "../visitor-state.ts";

/** What the box says of today: which safety check may be asked, and whether somebody is here who may judge. */
export function aroundOf({ content, live }: VisitorState): Around {
  return {
    safetyScreen: content?.safetyScreen ?? null,
    clinicianHere: live?.session.open ?? false,
  };
}
