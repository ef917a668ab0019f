import type { AppointmentFound, AppointmentSearch } from "@drop-in/contracts";
import type { Place } from "../journeys/run.ts";

/** Where the search of the day's list leads; `wait`: too many tries on this box. */
export function landSearch(
  search: AppointmentSearch,
): "wait" | { place: Place; appointments: readonly AppointmentFound[] } {
  const journey = "here";
  switch (search.kind) {
    case "found":
      return { place: { journey, step: "is-this-you" }, appointments: search.appointments };
    case "several":
      return { place: { journey, step: "which-time" }, appointments: search.appointments };
    case "none":
      return { place: { journey, step: "not-found" }, appointments: [] };
    case "no-list":
      // Nobody can be found, and nobody is sent away: they are put on the list of who is here.
      return { place: { journey: "talk", step: "how-to-call" }, appointments: [] };
    case "wait":
      return "wait";
  }
}
