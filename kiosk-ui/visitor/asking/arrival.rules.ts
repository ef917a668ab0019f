import {
  type Arrival,
  HelpWith,
  HowToCall,
  Matter,
  VisitNeed,
  type VisitReason,
} from "@drop-in/contracts";
import type { Answers } from "../journeys/journey.ts";
import type { Found } from "../journeys/run.ts";

/** What was said on the way to the list, as the box takes it. What was passed over is left out. */
export function arrivalOf(answers: Answers, found: Found): Arrival {
  const { appointments = [] } = found;
  const helpWith = HelpWith.safeParse(answers["talk.help-with"]);
  const called = several(answers["talk.how-to-call"]);
  const needs = several(answers["talk.needs"]).filter(isOf(VisitNeed));
  const howToCall = called.filter(isOf(HowToCall));
  const matters = several(answers["talk.matters"]).filter(isOf(Matter));
  return {
    reason: reasonOf(answers),
    needs: called.includes("find-me") ? [...needs, "come-and-find-me"] : needs,
    ...(helpWith.success ? { helpWith: helpWith.data } : {}),
    ...(howToCall.length > 0 ? { howToCall } : {}),
    ...(matters.length > 0 ? { matters } : {}),
    ...(answers["talk.who-for"] === "helping" ? { helped: true } : {}),
    ...(appointments.length > 0
      ? { appointmentIds: chosen(answers, appointments).map((one) => one.appointmentId) }
      : {}),
  };
}

/** Those somebody came for: all of theirs, or the one of that time. */
export function chosen(
  answers: Answers,
  appointments: NonNullable<Found["appointments"]>,
): NonNullable<Found["appointments"]> {
  const time = answers["here.which-time"];
  return time === undefined
    ? appointments
    : appointments.filter(({ appointmentId }) => appointmentId === time);
}

function reasonOf(answers: Answers): VisitReason {
  // Somebody whose appointment was not found has come for it all the same.
  if (answers["here.letter"] !== undefined) return "appointment";
  return answers["talk.help-with"] === "brace" ? "brace" : "talk";
}

const several = (said: Answers[string] | undefined): readonly string[] =>
  Array.isArray(said) ? said : [];

const isOf =
  <Value extends string>(schema: { options: readonly Value[] }) =>
  (said: string): said is Value =>
    schema.options.some((option) => option === said);
