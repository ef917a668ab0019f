import { z } from "zod";
import { TurnId } from "./ids.ts";

/** The questions that are counted, and never linked to anybody (the nine protected characteristics and three more). */
export const EqualityQuestion = z.enum([
  "age",
  "sex",
  "gender",
  "ethnic-group",
  "condition",
  "day-to-day",
  "religion",
  "orientation",
  "carer",
  "pregnant",
  "housing",
  "before",
]);
export type EqualityQuestion = z.infer<typeof EqualityQuestion>;

const answer = z.string().regex(/^[A-Za-z0-9-]{1,20}$/);

/** By question, the code of an answer. What was passed over is not there. */
export const EqualityAnswers = z.partialRecord(EqualityQuestion, answer);
export type EqualityAnswers = z.infer<typeof EqualityAnswers>;

/** POST /api/visitor/equality → 204. The turn says only that somebody stands there: it is not kept. */
export const KeepEquality = z.object({ turnId: TurnId, answers: EqualityAnswers });
export type KeepEquality = z.infer<typeof KeepEquality>;

/** One person's answers, as they leave the box: of which half of which day, and nothing else. */
export const EqualityRow = z.object({
  halfDay: z.string().regex(/^\d{4}-\d{2}-\d{2} (am|pm)$/),
  answers: EqualityAnswers,
});
export type EqualityRow = z.infer<typeof EqualityRow>;

/** So many are held back before any is sent: who knows when somebody stood there must not know which are theirs. */
export const EQUALITY_HELD = 10;
/** What fewer have said is not shown. */
export const EQUALITY_SMALLEST = 5;

/** How many said what; null: so few that they might be told apart. */
export const EqualityCount = z.object({
  question: EqualityQuestion,
  answer: z.string(),
  count: z.number().int().nullable(),
});
export type EqualityCount = z.infer<typeof EqualityCount>;
