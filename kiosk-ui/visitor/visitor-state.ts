import type {
  AppointmentFound,
  AppointmentSaying,
  AppointmentSearch,
  Arrival,
  AskCallback,
  AttemptId,
  AttemptView,
  CallbackFound,
  CallbackId,
  CallbackPromise,
  CallbackWishes,
  CheckedIn,
  CollectionCheck,
  CollectionId,
  CollectionView,
  EqualityAnswers,
  Handover,
  HelpView,
  Language,
  PersonAnswer,
  Printed,
  SafetyOutcome,
  SentSubmission,
  StartDispense,
  Submission,
  SubmissionId,
  Ticket,
  TurnId,
  VisitId,
  VisitNeed,
  VisitorContent,
  VisitorLive,
  VisitReason,
  WordFound,
} from "@drop-in/contracts";
import { type EaseOfUse, usualEase } from "../design/easier-settings.ts";
import type { Answer, JourneyId, StepId } from "./journeys/journey.ts";
import type { Entry, Found, Run } from "./journeys/run.ts";
import type { NumberMistake } from "./phone-entry.rules.ts";

export type Printing = "not-asked" | "asking" | Printed["result"];
export type Refusal = Extract<CollectionCheck, { kind: "refused" }>["reason"];
export type Reach = StartDispense["reach"];
export type Phone = "phone" | "trusted-person";

export type Door = Extract<Handover, { kind: "door" }>;

/** What the middle of the screen asks or tells. One at a time; everything it needs is in it. */
export type Screen =
  | { name: "welcome" }
  | { name: "more" }
  /** One question of a journey; of many choices the `page`th six. */
  | { name: "asking"; run: Run; page: number; printing?: Printing }
  /** It does not go on by itself: a person has to help. */
  | { name: "stopped"; run: Run; why: SafetyOutcome | "no-questions" | "too-many-tries" }
  | { name: "sent"; journey: JourneyId; sent: SentSubmission; printing: Printing }
  | {
      name: "ticket";
      reason: VisitReason;
      needs: readonly VisitNeed[];
      appointment: AppointmentFound | null;
      visit: CheckedIn;
      printing: Printing;
    }
  | { name: "callback-press" }
  | {
      name: "callback-number";
      promise: CallbackPromise;
      whose: Phone;
      number: string;
      mistake: NumberMistake | null;
    }
  | { name: "callback-no-phone"; promise: CallbackPromise; number: string }
  | {
      name: "callback-promise";
      promise: CallbackPromise;
      reach: AskCallback["reach"]["kind"];
      /** The promise stands as it was, and when to call was changed. */
      changed: boolean;
      printing: Printing;
    }
  | { name: "collect" }
  | { name: "collect-code"; typed: string; typedAtMs: number; covered: boolean; typo: boolean }
  | { name: "collect-ready"; collection: CollectionView }
  | { name: "collect-refused"; reason: Refusal }
  | { name: "collect-wait"; untilMs: number }
  | {
      name: "dispensing";
      collection: CollectionView | null;
      attempt: AttemptView | null;
      askedAtMs: number;
      /** Which door it is has been said aloud. */
      doorSaid: boolean;
    }
  | { name: "outcome"; collection: CollectionView | null; attempt: AttemptView }
  | { name: "trouble"; failed: Command; from: Screen; why: "lost" | "refused" }
  | { name: "thanks"; sinceMs: number };

/** What covers the screen for a moment. The screen beneath keeps its place and its answers. */
export type Overlay =
  | { name: "language" }
  | { name: "easier" }
  | { name: "person"; failed: boolean }
  | { name: "leave"; why: "callback" | "answers" }
  | { name: "idle"; sinceMs: number }
  | { name: "hidden"; sinceMs: number };

export type VisitorState = {
  language: Language;
  ease: EaseOfUse;
  screen: Screen;
  overlay: Overlay | null;
  /** A request is under way whose answer decides what comes next. */
  sending: boolean;
  /** What this person can reach. Forgotten with the rest of the turn. */
  reach: Reach;
  turnId: TurnId | null;
  /** Grows with every wipe: an answer that belongs to an earlier person is dropped. */
  serial: number;
  /** The live stream has shown our turn, so that its absence means it has ended. */
  turnSeen: boolean;
  scanId: string | null;
  help: HelpView | null;
  live: VisitorLive | null;
  /** What may be asked here today, as the agent has it; null until it has said so. */
  content: VisitorContent | null;
  /** Since when nothing is heard of the agent; null while all flows. */
  lostSinceMs: number | null;
  touchedAtMs: number;
  nowMs: number;
};

/** What the shell is to do. Its answer comes back as an input. */
export type Command =
  | { do: "begin-turn" }
  | { do: "end-turn"; turnId: TurnId; why: "done" | "idle" | "start-again" }
  | { do: "find-appointment"; said: AppointmentSaying }
  | { do: "check-in"; requestId: string; arrival: Arrival }
  | { do: "print-visit"; visitId: VisitId }
  | { do: "find-word"; word: Ticket }
  | { do: "send"; requestId: string; submission: Submission }
  | { do: "keep-equality"; answers: EqualityAnswers }
  | { do: "print-activity"; activityId: string }
  | { do: "print-submission"; submissionId: SubmissionId }
  | { do: "press-callback"; requestId: string }
  | { do: "ask-callback"; callbackId: CallbackId; reach: AskCallback["reach"] }
  | { do: "wish-callback"; callbackId: CallbackId; wishes: CallbackWishes }
  | { do: "withdraw-callback"; callbackId: CallbackId }
  | { do: "find-callback"; word: Ticket }
  | { do: "print-callback"; callbackId: CallbackId }
  | { do: "check-code"; code: string }
  | { do: "dispense"; collectionId: CollectionId; requestId: string; reach: Reach }
  | { do: "open-again"; attemptId: AttemptId }
  | { do: "say-door"; door: Door }
  | { do: "read-attempt"; attemptId: AttemptId }
  | { do: "answer"; attemptId: AttemptId; answer: PersonAnswer }
  | { do: "ask-help"; screen: string };

/** What the first screen offers, and what stands behind its More. */
export type Choice = JourneyChoice | "callback" | "collect" | "more";
export type JourneyChoice =
  | "here"
  | "talk"
  | "refer"
  | "company"
  | "feedback"
  | "progress"
  | "messages"
  | "change-call"
  | "activities"
  | "equality";

export type Input =
  // the world
  | { type: "live"; live: VisitorLive }
  | { type: "lost" }
  | { type: "content"; content: VisitorContent }
  | { type: "tick" }
  | { type: "touched" }
  // the bars
  | { type: "back" }
  | { type: "start-again" }
  | { type: "person" }
  | { type: "hide" }
  | { type: "language" }
  | { type: "easier" }
  | { type: "set-language"; language: Language }
  | { type: "set-ease"; ease: EaseOfUse }
  | { type: "stay" }
  | { type: "leave" }
  // the middle
  | { type: "choose"; choice: Choice }
  | { type: "say"; said: Answer | undefined }
  | { type: "enter"; entry: Entry }
  | { type: "toggle"; option: string }
  | { type: "change-answer"; step: StepId }
  | { type: "more-choices" }
  | { type: "go-on" }
  | { type: "press-callback" }
  | { type: "key"; symbol: string }
  | { type: "erase" }
  | { type: "next" }
  | { type: "no-phone" }
  | { type: "reach"; kind: "trusted-person" | "come-back" }
  | { type: "print" }
  | { type: "type-code" }
  | { type: "cover-code" }
  | { type: "accept" }
  | { type: "reach-low"; low: boolean }
  | { type: "open-again" }
  | { type: "say-door" }
  | { type: "answer"; answer: PersonAnswer }
  | { type: "try-again" }
  | { type: "done" }
  // what came of commands
  | { type: "turn-begun"; turnId: TurnId }
  | { type: "appointments-found"; search: AppointmentSearch }
  | { type: "checked-in"; visit: CheckedIn }
  | { type: "word-found"; found: WordFound }
  | { type: "equality-kept" }
  | { type: "sent"; sent: SentSubmission }
  | { type: "printed"; result: Printed["result"] }
  | { type: "promised"; promise: CallbackPromise }
  | { type: "wished"; promise: CallbackPromise }
  | { type: "withdrawn" }
  | { type: "callback-found"; found: CallbackFound }
  | { type: "asked"; promise: CallbackPromise; reach: AskCallback["reach"]["kind"] }
  | { type: "checked"; check: CollectionCheck }
  | { type: "attempt"; attempt: AttemptView }
  | { type: "opened-again"; attempt: AttemptView }
  | { type: "help"; help: HelpView }
  | { type: "failed"; command: Command; code: string | null; retryAfterSeconds: number | null };

/** The clock and the ids a step may use, and the rules of the journeys once they are here. */
export type Given = { nowMs: number; newId: () => string; asking: AskingRules | null };
export type AskingRules = {
  beginJourney(state: VisitorState, journey: JourneyId, given: Given, found?: Found): Step;
  stepAsking(state: VisitorState, input: Input, given: Given): Step | undefined;
  backInJourney(state: VisitorState, screen: Screen): Step;
};
export type Step = { state: VisitorState; commands: Command[] };

export function stay(state: VisitorState): Step {
  return { state, commands: [] };
}

export function show(state: VisitorState, screen: Screen, ...commands: Command[]): Step {
  return { state: { ...state, screen, overlay: null }, commands };
}

/** Sends a request whose answer decides what comes next; meanwhile nothing else is sent. */
export function ask(state: VisitorState, command: Command): Step {
  if (state.sending) return stay(state);
  return { state: { ...state, sending: true }, commands: [command] };
}

export function firstState(nowMs: number): VisitorState {
  return {
    language: "en",
    ease: usualEase,
    screen: { name: "welcome" },
    overlay: null,
    sending: false,
    reach: "any",
    turnId: null,
    serial: 0,
    turnSeen: false,
    scanId: null,
    help: null,
    live: null,
    content: null,
    lostSinceMs: nowMs,
    touchedAtMs: nowMs,
    nowMs,
  };
}

/** Nothing of the person is kept: only what the world says, and which language the last words are in. */
export function wiped(state: VisitorState, screen: Screen): VisitorState {
  const { live, content, lostSinceMs, nowMs, serial, language } = state;
  return {
    ...firstState(nowMs),
    language: screen.name === "thanks" ? language : "en",
    screen,
    serial: serial + 1,
    scanId: live?.turn?.scan?.scanId ?? null,
    live,
    content,
    lostSinceMs,
  };
}

/** Ends the turn, here and at the agent. */
export function endTurn(
  state: VisitorState,
  why: "done" | "idle" | "start-again",
  screen: Screen = { name: "welcome" },
): Step {
  const commands: Command[] =
    state.turnId === null ? [] : [{ do: "end-turn", turnId: state.turnId, why }];
  return { state: wiped(state, screen), commands };
}
