import { z } from "zod";
import { SubmissionId, TurnId } from "./ids.ts";
import { Language } from "./language.ts";
import { Ticket, ticketColours, ticketPictures } from "./ticket.ts";

/**
 * What somebody answered to the questions of one journey and sent: a referral of themselves, a wish for company, how it was
 * (FHIR: QuestionnaireResponse).
 */
export const SubmissionKind = z.enum(["referral", "company", "feedback"]);
export type SubmissionKind = z.infer<typeof SubmissionKind>;

const code = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** By question: the option chosen, or several. Codes, never words: everybody reads them in their own language. */
export const SubmissionAnswers = z.record(code, z.union([code, z.array(code).max(12)]));
export type SubmissionAnswers = z.infer<typeof SubmissionAnswers>;

/** All that somebody said. It identifies them or tells of their health, and is sealed at once. */
export const Said = z.object({
  answers: SubmissionAnswers.refine((said) => Object.keys(said).length <= 12, "too many answers"),
  /** Any name they like. */
  name: z.string().trim().min(1).max(40).optional(),
  /** As it was typed; on its way it is E.164. */
  phone: z.string().min(3).max(30).optional(),
  /** What it is about: the name of something one may go to. */
  about: z.string().max(80).optional(),
  words: z.string().trim().min(1).max(200).optional(),
});
export type Said = z.infer<typeof Said>;

export const Submission = Said.extend({ kind: SubmissionKind });
export type Submission = z.infer<typeof Submission>;

/** What is sealed travels in one event, and there is an end to how long that may be. */
const MOST_BYTES = 950;
const fitsIntoSeal = (said: Submission): boolean =>
  new TextEncoder().encode(JSON.stringify(said)).length <= MOST_BYTES;

/** POST /api/visitor/submissions → SentSubmission; repeating a requestId answers the same. */
export const SendSubmission = Submission.extend({
  turnId: TurnId,
  requestId: z.uuid(),
  language: Language,
}).refine(fitsIntoSeal, "more was said than one letter holds");
export type SendSubmission = z.infer<typeof SendSubmission>;

/** `ticket`: the word to ask with, where there is something to ask about. `connected: false`: kept here, and it will travel. */
export const SentSubmission = z.object({
  submissionId: SubmissionId,
  ticket: Ticket.nullable(),
  connected: z.boolean(),
});
export type SentSubmission = z.infer<typeof SentSubmission>;

/** Which of them have a word to ask with. */
export const hasWord = (kind: SubmissionKind): boolean => kind !== "feedback";

/** new → read → planned → booked → closed; what the person may see of it too. */
export const SubmissionState = z.enum(["new", "read", "planned", "booked", "closed"]);
export type SubmissionState = z.infer<typeof SubmissionState>;

/** One line of the console's list: whose it is stands in none of it. */
export const SubmissionRow = z.object({
  submissionId: SubmissionId,
  kind: SubmissionKind,
  siteName: z.string(),
  ticket: Ticket.nullable(),
  language: Language,
  sentAt: z.iso.datetime(),
  state: SubmissionState,
  /** A message waits for them under their word. */
  messageUntil: z.iso.datetime().nullable(),
});
export type SubmissionRow = z.infer<typeof SubmissionRow>;

/** One, opened for somebody who may read it; `said` is null where no key of ours opens it. */
export const SubmissionOpened = z.object({ row: SubmissionRow, said: Said.nullable() });
export type SubmissionOpened = z.infer<typeof SubmissionOpened>;

export const MoveSubmission = z.object({ state: SubmissionState.exclude(["new"]) });
export type MoveSubmission = z.infer<typeof MoveSubmission>;

/** A few words that wait for them under their word, at every screen. Never clinical. */
export const AnswerSubmission = z.object({
  text: z.string().trim().min(1).max(300),
  days: z.number().int().min(1).max(28),
});
export type AnswerSubmission = z.infer<typeof AnswerSubmission>;

/**
 * The word of a submission, from the random end of its id (RFC 9562): one of 540,000, so that it stays its own among all that are
 * open anywhere, whichever box gave it.
 */
export function submissionTicket(submissionId: SubmissionId): Ticket {
  const tail = Number.parseInt(submissionId.slice(-11), 16);
  const picture = ticketPictures[tail % ticketPictures.length] ?? "kite";
  const rest = Math.floor(tail / ticketPictures.length);
  const colour = ticketColours[rest % ticketColours.length] ?? "blue";
  const count = Math.floor(rest / ticketColours.length) % 9_000;
  return { picture, colour, number: `R${1_000 + count}` };
}

/** As it is hashed: how the words of paper and screen are told apart, in one spelling. */
export const wordText = ({ colour, picture, number }: Ticket): string =>
  `${colour} ${picture} ${number}`;

/**
 * Salt of the hash of every word, everywhere: a word is asked for at any box. There are few words, so the hash keeps nobody out who
 * has a box's whole database; it only keeps words from lying about in it.
 */
export const wordSalt = "5f1d0c6be2a94f7c8d3b0e61a4c95d27";
