import { stepAt } from "../journeys/journey.machine.ts";
import type { StepId } from "../journeys/journey.ts";
import { answerAt, type Run } from "../journeys/run.ts";
import { groupNumber } from "../phone-entry.rules.ts";
import type { Tell } from "./journey-words.ts";
import { optionKey } from "./question-words.ts";

/** What was said at a step, in words; null where it was passed over. */
export function saidInWords(tell: Tell, run: Run, step: StepId): string | null {
  const place = { ...run, step };
  const said = answerAt(place);
  if (said === undefined || said === "") return null;
  const { ask } = stepAt(place);
  if (ask.kind === "body") return tell(`area.${String(said)}`);
  if (ask.kind === "phone") return groupNumber(String(said));
  if (ask.kind !== "choose" && ask.kind !== "choose-many") return String(said);
  const options = typeof ask.options === "string" ? [] : ask.options;
  const ids = typeof said === "object" ? said : [String(said)];
  return ids
    .map((id) => tell(optionKey(place, options.find((option) => option.id === id) ?? { id })))
    .join(", ");
}

/** Which of the steps a check may show: those that were come to. One that was never asked has no answer to lack. */
export function askedOf(run: Run, steps: readonly StepId[]): readonly StepId[] {
  const passed = new Set(
    run.trail.filter(({ journey }) => journey === run.journey).map(({ step }) => step),
  );
  return steps.filter((step) => passed.has(step));
}
