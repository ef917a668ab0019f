import type { SafetyOutcome } from "@drop-in/contracts";
import type { JourneyPicture } from "./journey-pictures.ts";

/**
 * A journey is a list of questions with the way between them, as data. One machine walks it, one set of screens shows
 * it, and the gallery, the sound and the tests are made from it. The words of a step are `JOURNEY.STEP` (the one
 * question), `JOURNEY.STEP.lead` (a line under it) and `JOURNEY.STEP.OPTION` for each option.
 */
export type Journey = {
  id: JourneyId;
  first: StepId;
  steps: Readonly<Record<StepId, Step>>;
  /** Where it may still go on when the safety check has said stop: what was asked for is not lost. */
  afterStop?: StepId;
};

export type JourneyId =
  | "here"
  | "talk"
  | "safety"
  | "callback"
  | "change-call"
  | "brace"
  | "check-brace"
  | "activities"
  | "company"
  | "refer"
  | "progress"
  | "messages"
  | "advice"
  | "feedback"
  | "equality";
export type StepId = string;

/** What a person said at one step: an option or what they typed, several options, or a number. Passed over: not there. */
export type Answer = string | number | readonly string[];
/** By `JOURNEY.STEP`, so that one journey may use what another has asked. */
export type Answers = Readonly<Record<string, Answer>>;

export type Option = {
  id: string;
  picture: JourneyPicture;
  /** The key of its words where several questions share them ("yes"); otherwise `JOURNEY.STEP.ID`. */
  words?: string;
  /** Has a second, smaller line: `….text`. */
  text?: true;
};

/** Options that only the world knows: what was found, what is in stock, what is on. */
export type OptionsFrom = "found" | "content" | "stock";

export type Question =
  /** One press answers and goes on. */
  | { kind: "choose"; options: readonly Option[] | OptionsFrom }
  /** As many as one likes, then Carry on. */
  | { kind: "choose-many"; options: readonly Option[]; atMost?: number }
  | { kind: "day" | "month" | "letter" | "phone" | "ticket-word" | "lot" | "body" | "line" }
  | { kind: "centimetres"; from: number; to: number }
  /** Nothing to answer: read, and carry on. */
  | { kind: "read" }
  /** What was said so far, each with a way to change it. */
  | { kind: "check"; asks: readonly StepId[] }
  /** The questions of the safety check, one by one, as its content has them. */
  | { kind: "safety" };

export type Step = {
  ask: Question;
  /** The key of its question where that is not `JOURNEY.STEP`; `content`: what is shown has a title of its own. */
  title?: string;
  /** Has a line under the question. */
  lead?: true;
  /** What is to be read before it is answered, line by line: the names of its words under `JOURNEY.STEP`. */
  lines?: readonly string[];
  /** May be passed over, and the screen says so. */
  skip?: true;
  /** Never said on the speaker. */
  personal?: true;
  next: (said: Said) => Next;
};

/** What a step may decide by. */
export type Said = {
  /** The answer to this very step. */
  here: Answer | undefined;
  answers: Answers;
  /** How the safety check of this turn has ended; null before. */
  safety: SafetyOutcome | null;
};

/** Where an answer leads. */
export type Next =
  | { to: StepId }
  /** Through another journey, and then on here. */
  | { through: JourneyId; afterwards: StepId }
  /** Into another journey for good; what was said comes along. */
  | { into: JourneyId; at?: StepId }
  /** Something the box has to do or find; what comes of it says where on. */
  | { act: Act }
  | { person: true }
  | { end: true };

export type Act =
  | "find-appointment"
  | "check-in"
  | "ask-callback"
  | "find-callback"
  | "change-callback"
  | "withdraw-callback"
  | "find-braces"
  | "print-tape"
  | "reserve-brace"
  | "look-up-lot"
  | "print"
  | "send-company"
  | "send-referral"
  | "find-progress"
  | "find-messages"
  | "send-feedback"
  | "keep-equality";

export const to = (step: StepId) => (): Next => ({ to: step });
export const act = (what: Act) => (): Next => ({ act: what });

export const askPerson: Option = { id: "person", picture: "hand", words: "person" };
export const lookAgain: readonly Option[] = [
  { id: "again", picture: "pencil", words: "again" },
  askPerson,
];
export const yesOrNo: readonly Option[] = [
  { id: "yes", picture: "tick", words: "yes" },
  { id: "no", picture: "cross", words: "no" },
];
/** Options without a line of their own, as pairs of name and picture. */
export const options = (pairs: Readonly<Record<string, JourneyPicture>>): readonly Option[] =>
  Object.entries(pairs).map(([id, picture]) => ({ id, picture }));
/** The same, under words that several journeys share: `GROUP.ID`. */
export const shared = (
  group: string,
  pairs: Readonly<Record<string, JourneyPicture>>,
): readonly Option[] =>
  Object.entries(pairs).map(([id, picture]) => ({ id, picture, words: `${group}.${id}` }));
