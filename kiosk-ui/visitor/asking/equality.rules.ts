import { type EqualityAnswers, EqualityQuestion } from "@drop-in/contracts";
import type { Answers } from "../journeys/journey.ts";

/** What was answered of the questions that are counted. The group somebody is of says more than its heading. */
export function equalityOf(answers: Answers): EqualityAnswers {
  const counted: EqualityAnswers = {};
  for (const question of EqualityQuestion.options) {
    const said = answers[`equality.${question}`];
    if (typeof said === "string") counted[question] = said;
  }
  const group = answers["equality.ethnic-group"];
  const closer = answers[`equality.ethnic-${String(group)}`];
  return typeof closer === "string" ? { ...counted, "ethnic-group": closer } : counted;
}
