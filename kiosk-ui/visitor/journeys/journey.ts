import type { PictureName } from "../../design/pictures.ts";

/**
 * A journey is a list of questions with the way between them, as data. One machine walks it, one set of screens shows
 * it, and the gallery, the sound and the tests are made from it. The words of a step are `JOURNEY.STEP` (the one
 * question), `JOURNEY.STEP.lead` (a line under it, if any) and `JOURNEY.STEP.OPTION` for each option.
 */
export type Journey = {
  id: JourneyId;
  first: StepId;
  steps: Readonly<Record<StepId, Step>>;
};

export const journeyIds = [
  "here",
  "talk",
  "safety",
  "callback",
  "brace",
  "check-brace",
  "activities",
  "company",
  "refer",
  "progress",
  "messages",
  "advice",
  "feedback",
  "equality",
  "practice",
] as const;
export type JourneyId = (typeof journeyIds)[number];
export type StepId = string;

/** What a person said at one step: an option, several, a number, or what they typed. Skipped is not there. */
export type Answer = string | readonly string[] | number;
export type Answers = Readonly<Record<StepId, Answer>>;

export type Option = {
  id: string;
  picture: PictureName;
  /** Its words are these and not `JOURNEY.STEP.ID`: many questions have the same yes and no. */
  words?: string;
  /** Has a second, smaller line: `….text`. */
  hasText?: boolean;
};

export type Question =
  /** One press answers and goes on. */
  | { kind: "choose"; options: readonly Option[] | OptionsFrom }
  /** As many as one likes, then Carry on. */
  | { kind: "choose-many"; options: readonly Option[] | OptionsFrom; atMost?: number }
  | { kind: "day" }
  | { kind: "month" }
  | { kind: "letter" }
  | { kind: "phone" }
  | { kind: "centimetres"; from: number; to: number }
  | { kind: "line"; atMost: number }
  | { kind: "ticket-word" }
  | { kind: "lot" }
  | { kind: "body" }
  /** Nothing to answer: read, and carry on. */
  | { kind: "read" }
  /** What was said so far, each with a way to change it. */
  | { kind: "check"; asks: readonly StepId[] };

/** Options that only the world knows: what was found, what is in stock, what is on. */
export type OptionsFrom = "found" | "content" | "stock";

export type Step = {
  ask: Question;
  picture?: PictureName;
  /** Has a line under the question. */
  lead?: true;
  /** May be passed over; the button says so. */
  skip?: true;
  /** Shows or asks what others need not see: never spoken on the speaker, covered by Hide. */
  personal?: true;
  next: (answers: Answers, around: Around) => Next;
};

/** Where an answer leads. */
export type Next =
  | { to: StepId }
  /** Through another journey and then on: its outcome decides. */
  | { through: JourneyId; then: StepId }
  /** Something the box has to do or find; its answer says where on. */
  | { act: Act }
  | { person: true }
  | { end: true };

export type Act =
  | "find-appointment"
  | "check-in"
  | "ask-callback"
  | "reserve-brace"
  | "look-up-lot"
  | "send-company"
  | "send-referral"
  | "find-progress"
  | "find-messages"
  | "send-feedback"
  | "keep-equality";

/** What the rules of a journey may know beside the answers. */
export type Around = {
  /** Somebody who may judge is here, and will come when asked. */
  clinicianHere: boolean;
  connected: boolean;
};

export const to = (step: StepId) => (): Next => ({ to: step });
