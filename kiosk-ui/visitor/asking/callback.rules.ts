import { CallbackWindow, type CallbackWishes, Matter, SafeContact } from "@drop-in/contracts";
import type { Answers, JourneyId } from "../journeys/journey.ts";

const interpreters = ["phone", "bsl", "relay", "none"] as const;

/** How somebody wants to be called, as they have said it in this journey; what was passed over is not wished for. */
export function wishesOf(journey: JourneyId, answers: Answers): CallbackWishes {
  const several = <Value extends string>(
    step: string,
    schema: { options: readonly Value[] },
  ): Value[] => {
    const said = answers[`${journey}.${step}`];
    const chosen = Array.isArray(said) ? said : [];
    return schema.options.filter((option) => chosen.includes(option));
  };
  const interpreter = interpreters.find((one) => one === answers[`${journey}.interpreter`]);
  return {
    safe: several("safe", SafeContact),
    windows: several("when", CallbackWindow),
    ...(interpreter === undefined ? {} : { interpreter }),
    matters: several("matters", Matter),
    urgent: answers[`${journey}.urgent`] === "yes",
  };
}
