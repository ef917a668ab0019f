import type { Said, SubmissionKind } from "@drop-in/contracts";
import words from "../locales/en/journeys.json" with { type: "json" };

export type SaidLine = { question: string; answer: string };

const journeys: Readonly<Record<SubmissionKind, string>> = {
  referral: "refer",
  company: "company",
  feedback: "feedback",
};
const known = new Map(Object.entries(words));

/** What somebody answered, question by question, in the words they were asked with. */
export function saidLines(kind: SubmissionKind, { answers, ...own }: Said): SaidLine[] {
  const journey = journeys[kind];
  const chosen = Object.entries(answers).map(([step, said]) => ({
    question: questionOf(journey, step),
    answer: [said]
      .flat()
      .map((code) => answerOf(journey, step, code))
      .join(", "),
  }));
  const typed = Object.entries(own).flatMap(([step, said]) =>
    said === undefined ? [] : [{ question: questionOf(journey, step), answer: said }],
  );
  return [...chosen, ...typed];
}

/** What it is about was not asked: it was looked at. */
const questionOf = (journey: string, step: string): string =>
  known.get(step === "about" ? "activities.card.company" : `${journey}.${step}`) ?? step;

/** An option has words of its own question, or those that several questions share; a code nobody knows stays as it is. */
function answerOf(journey: string, step: string, code: string): string {
  const own = `${journey}.${step}.${code}`;
  const shared = [`${step}.${code}`, `talk.${step}.${code}`, `area.${code}`, code];
  return [own, ...shared].map((key) => known.get(key)).find((found) => found) ?? code;
}

/** A question of those that are counted, or one of its answers, as it was asked. */
export function equalityWords(question: string, answer?: string): string {
  if (answer === undefined) return known.get(`equality.${question}`) ?? question;
  const keys = [`equality.${question}.${answer}`, `equality.ethnic.${answer}`, answer];
  if (answer === "rather-not") keys.unshift("ratherNot");
  return keys.map((key) => known.get(key)).find((found) => found) ?? answer;
}
