import type { Submission, SubmissionAnswers, SubmissionKind } from "@drop-in/contracts";
import type { Answer, JourneyId } from "../journeys/journey.ts";
import { journeys } from "../journeys/journeys.ts";
import type { Run } from "../journeys/run.ts";

const kinds: Partial<Record<JourneyId, SubmissionKind>> = {
  refer: "referral",
  company: "company",
  feedback: "feedback",
};

/** What was said in a journey, as it is sent: options as their codes; a name, a number and own words apart. */
export function submissionOf({ journey, answers }: Run, about?: string): Submission {
  const kind = kinds[journey];
  if (!kind) throw new Error(`nothing is sent at the end of ${journey}`);
  const coded: SubmissionAnswers = {};
  const own: Record<string, string> = {};
  for (const [step, { ask }] of Object.entries(journeys[journey].steps)) {
    const said = answers[`${journey}.${step}`];
    if (said === undefined || step === "agree") continue;
    const isTyped = ask.kind === "line" || ask.kind === "phone";
    if (isTyped && said !== "") own[step] = String(said);
    else if (!isTyped) coded[step] = codeOf(said);
  }
  if (journey === "company" && about !== undefined) own.about = about;
  return { kind, answers: coded, ...own };
}

function codeOf(said: Answer): string | string[] {
  return typeof said === "object" ? [...said] : String(said);
}
