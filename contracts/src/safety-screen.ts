import { z } from "zod";

/** Where it bothers somebody, in the words of the check-in. `not-sure` is also "I would rather not say". */
export const BodyArea = z.enum([
  "neck",
  "shoulder",
  "arm",
  "elbow",
  "wrist",
  "hand",
  "thumb",
  "finger",
  "back",
  "pelvis",
  "hip",
  "leg",
  "knee",
  "ankle",
  "foot",
  "whole-body",
  "not-sure",
]);
export type BodyArea = z.infer<typeof BodyArea>;

export const SafetyOutcome = z.enum([
  "emergency-999",
  "ae-now",
  "urgent-111-gp",
  "hub-clinician-now",
  "gp-routine",
  "ok",
]);
export type SafetyOutcome = z.infer<typeof SafetyOutcome>;

const Leads = z.discriminatedUnion("goes", [
  /** On; `only` narrows what may be chosen afterwards. */
  z.object({ goes: z.literal("on"), only: z.enum(["latex-free"]).optional() }),
  /** Into the questions of a block, and then on. */
  z.object({ goes: z.literal("into"), block: z.string() }),
  z.object({ goes: z.literal("out"), outcome: SafetyOutcome }),
]);

const Condition = z.union([
  z.strictObject({ areas: z.array(BodyArea).min(1) }),
  z.strictObject({ flow: z.enum(["vending"]) }),
  /** Also asked of somebody whose age is not known. */
  z.strictObject({ ageFrom: z.number().int() }),
]);

/** One question of the safety check. Its words are `safety.ID`; who wrote it and why stands in `source`. */
export const SafetyQuestion = z.object({
  questionId: z.string().regex(/^[a-z0-9-]{1,30}$/),
  /** Asked when all of these are so; none: always. */
  when: z.array(Condition),
  block: z.string().optional(),
  help: z.boolean().default(false),
  personal: z.boolean().default(false),
  answers: z.record(z.string(), Leads),
  source: z.string(),
});
export type SafetyQuestion = z.infer<typeof SafetyQuestion>;

/** The body of the pack `safety-screen`: questions in their order, the most urgent first. */
export const SafetyScreen = z.object({
  outcomes: z.array(
    z.object({ outcomeId: SafetyOutcome, rank: z.number().int(), locksVending: z.boolean() }),
  ),
  questions: z.array(SafetyQuestion).min(1),
});
export type SafetyScreen = z.infer<typeof SafetyScreen>;

/** What is known beside the answers. */
export type SafetyGiven = {
  area: BodyArea;
  /** `short`: only what could not wait, on the way of somebody who will be called. */
  flow: "vending" | "short" | "other";
  /** Undefined: not known, and then nothing is left out because of it. */
  age?: number;
  clinicianHere: boolean;
};
/** By question: one of its answers. */
export type SafetyAnswers = Readonly<Record<string, string>>;

export type SafetyStep =
  | { kind: "ask"; question: SafetyQuestion }
  | {
      kind: "outcome";
      outcome: SafetyOutcome;
      /** The question that decided; null where none did. */
      firedBy: string | null;
      latexFreeOnly: boolean;
    };

/** Answered with something the question does not offer: it cannot have come from its screen. */
export class NotAnAnswer extends Error {
  override readonly name = "NotAnAnswer";
}

const STOPS_AT_ONCE = 2;

/**
 * The next question, or how it ends. In the order of the list; a block is asked where it was entered; the most urgent outcome
 * counts. Ranks 1 and 2 stop at once; after 3 or 4 only what could still be a 1 or 2 is asked, as from the beginning in the short form. Silence is never a no. Pure.
 */
export function stepSafety(
  screen: SafetyScreen,
  given: SafetyGiven,
  answers: SafetyAnswers,
): SafetyStep {
  const rank = new Map(screen.outcomes.map((one) => [one.outcomeId, one.rank]));
  const rankOf = (outcome: SafetyOutcome) => rank.get(outcome) ?? 1; // one nobody ranked counts as the worst
  let worst: { outcome: SafetyOutcome; firedBy: string } | undefined;
  let latexFreeOnly = false;
  const toAsk = screen.questions.filter(({ block }) => block === undefined);
  for (let place = 0; place < toAsk.length; place += 1) {
    const question = toAsk[place];
    if (!question || !isAsked(question, given)) continue;
    if ((worst || given.flow === "short") && !couldBeWorse(question, screen, rankOf)) continue;
    const said = answers[question.questionId];
    if (said === undefined) return { kind: "ask", question };
    const leads = question.answers[said];
    if (!leads) throw new NotAnAnswer(`${question.questionId}: ${said}`);
    if (leads.goes === "on") latexFreeOnly ||= leads.only === "latex-free";
    if (leads.goes === "into") {
      toAsk.splice(place + 1, 0, ...screen.questions.filter(({ block }) => block === leads.block));
    }
    if (leads.goes === "out") {
      const { outcome } = leads;
      if (!worst || rankOf(outcome) < rankOf(worst.outcome)) {
        worst = { outcome, firedBy: question.questionId };
      }
      if (rankOf(outcome) <= STOPS_AT_ONCE) break;
    }
  }
  if (!worst) return { kind: "outcome", outcome: "ok", firedBy: null, latexFreeOnly };
  const { firedBy } = worst;
  // Where nobody who may judge is on site, somebody else has to be asked today.
  const outcome =
    worst.outcome === "hub-clinician-now" && !given.clinicianHere ? "urgent-111-gp" : worst.outcome;
  return { kind: "outcome", outcome, firedBy, latexFreeOnly };
}

/** Whether anything may leave a machine after this outcome. */
export function mayVend(screen: SafetyScreen, outcome: SafetyOutcome): boolean {
  const known = screen.outcomes.find(({ outcomeId }) => outcomeId === outcome);
  return known !== undefined && !known.locksVending;
}

function isAsked({ when }: SafetyQuestion, { area, flow, age }: SafetyGiven): boolean {
  return when.every((condition) => {
    if ("areas" in condition) return condition.areas.includes(area);
    if ("flow" in condition) return condition.flow === flow;
    return age === undefined || age >= condition.ageFrom;
  });
}

function couldBeWorse(
  question: SafetyQuestion,
  screen: SafetyScreen,
  rankOf: (outcome: SafetyOutcome) => number,
): boolean {
  return Object.values(question.answers).some((leads) => {
    if (leads.goes === "out") return rankOf(leads.outcome) <= STOPS_AT_ONCE;
    if (leads.goes === "on") return false;
    const inside = screen.questions.filter(({ block }) => block === leads.block);
    return inside.some((one) => couldBeWorse(one, screen, rankOf));
  });
}
