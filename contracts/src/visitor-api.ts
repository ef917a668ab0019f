import { z } from "zod";
import { Activity } from "./activities.ts";
import { CallbackWishes } from "./callback.ts";
import { Side } from "./catalogue.ts";
import { PrinterState, ScannerState } from "./device-status.ts";
import { AttemptOutcome, PersonAnswer } from "./dispensing.ts";
import { HeldProgress } from "./feed.ts";
import {
  AttemptId,
  CallbackId,
  CollectionId,
  HelpId,
  SlotId,
  TurnId,
  VariantId,
  VisitId,
} from "./ids.ts";
import { Language, LocalText } from "./language.ts";
import { SafetyScreen } from "./safety-screen.ts";
import { Ticket } from "./ticket.ts";
import { Arrival } from "./visit.ts";
import { Wait } from "./wait.ts";

/*
 * What the visitor screen says to its edge agent. Base path /api/visitor.
 *
 *   GET  /live                              SSE, `data:` a VisitorLive whenever it changes
 *   POST /turns                             BeginTurn → TurnBegun
 *   POST /turns/:turnId/end                 EndTurn → 204; ends what was left open
 *   POST /visits                            CheckIn → CheckedIn; repeating a requestId answers the same visit
 *   POST /appointments/find                 FindAppointment → AppointmentSearch
 *   POST /visits/:visitId/print             → Printed
 *   POST /callbacks                         PressCallback → CallbackPromise; the press is the clock
 *   POST /callbacks/:callbackId/ask         AskCallback → CallbackPromise
 *   POST /callbacks/:callbackId/wishes      WishCallback → CallbackPromise; when, how, and what matters
 *   POST /callbacks/:callbackId/withdraw    TurnOnly → 204; they do not want to be called any more
 *   POST /callbacks/find                    FindCallback → CallbackFound; by its word, at the box it was asked at
 *   POST /callbacks/:callbackId/print       PrintSlip → Printed
 *   POST /tape                              TurnOnly → Printed; 300 mm of measuring tape, true to size
 *   POST /collections/check                 CheckCode → CollectionCheck
 *   POST /collections/:collectionId/dispense  StartDispense → AttemptView (202); repeating a requestId answers the same attempt
 *   GET  /attempts/:attemptId               → AttemptView
 *   POST /attempts/:attemptId/answer        AnswerAttempt → AttemptView
 *   POST /attempts/:attemptId/again         → AttemptView; one more pulse for its locker door
 *   GET  /speech/door?language&label&row    a WAV that says which door; 404 where this box cannot speak
 *   POST /words/find                        FindWord → WordFound
 *   POST /activities/:activityId/print      PrintSlip → Printed
 *   POST /equality                          KeepEquality → 204; kept apart from everything
 *   GET  /content                           → VisitorContent
 *   POST /submissions                       SendSubmission → SentSubmission; repeating a requestId answers the same
 *   POST /submissions/:submissionId/print   PrintSlip → Printed
 *   POST /help                              AskForHelp → HelpView
 */

export const BeginTurn = z.object({ language: Language });
export type BeginTurn = z.infer<typeof BeginTurn>;
export const TurnBegun = z.object({ turnId: TurnId });
export type TurnBegun = z.infer<typeof TurnBegun>;
export const EndTurn = z.object({ why: z.enum(["done", "idle", "start-again"]) });
export type EndTurn = z.infer<typeof EndTurn>;

export const CheckIn = Arrival.extend({
  turnId: TurnId,
  requestId: z.uuid(),
  language: Language,
});
export type CheckIn = z.infer<typeof CheckIn>;
export const CheckedIn = z.object({
  visitId: VisitId,
  ticket: Ticket,
  wait: Wait,
  /** They were on the list of the day's visits before they asked. */
  already: z.boolean().optional(),
});
export type CheckedIn = z.infer<typeof CheckedIn>;

/** A slip is written in the language the screen shows now. */
export const PrintSlip = z.object({ language: Language });
export type PrintSlip = z.infer<typeof PrintSlip>;
export const TurnOnly = z.object({ turnId: TurnId });
export type TurnOnly = z.infer<typeof TurnOnly>;
/** `unknown`: sent, but the printer never said it was done. Never printed again by itself. */
export const Printed = z.object({
  result: z.enum(["printed", "paper-out", "not-connected", "fault", "unknown"]),
});
export type Printed = z.infer<typeof Printed>;

export const PressCallback = z.object({ turnId: TurnId, requestId: z.uuid(), language: Language });
export type PressCallback = z.infer<typeof PressCallback>;
export const AskCallback = z.object({
  turnId: TurnId,
  reach: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("phone"),
      number: z.string().min(3).max(30),
      leaveMessage: z.boolean(),
    }),
    z.object({ kind: z.literal("trusted-person"), number: z.string().min(3).max(30) }),
    z.object({ kind: z.literal("come-back") }),
  ]),
});
export type AskCallback = z.infer<typeof AskCallback>;
export const WishCallback = z.object({ turnId: TurnId, wishes: CallbackWishes });
export type WishCallback = z.infer<typeof WishCallback>;
/** By its word: the ticket on the slip. */
export const FindCallback = z.object({ turnId: TurnId, word: Ticket });
export type FindCallback = z.infer<typeof FindCallback>;
/** `connected: false`: the request is safe here and will travel; the time already counts. */
export const CallbackPromise = z.object({
  callbackId: CallbackId,
  ticket: Ticket,
  pressedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  connected: z.boolean(),
});
export type CallbackPromise = z.infer<typeof CallbackPromise>;
export const CallbackFound = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("found"), promise: CallbackPromise }),
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("wait"), seconds: z.number().int() }),
]);
export type CallbackFound = z.infer<typeof CallbackFound>;

export const CheckCode = z.object({ turnId: TurnId, code: z.string().min(1).max(40) });
export type CheckCode = z.infer<typeof CheckCode>;

/** How the person gets the item out of this machine. */
export const Handover = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("tray") }),
  z.object({
    kind: z.literal("door"),
    /** As printed on the door: "7", or "B7" where there is more than one block. */
    label: z.string().min(1).max(4),
    row: z.enum(["upper", "middle", "lower"]).nullable(),
  }),
  /** The machine has a keypad of its own, and the person presses this number there. */
  z.object({ kind: z.literal("keypad"), number: z.number().int() }),
]);
export type Handover = z.infer<typeof Handover>;

export const CollectionView = z.object({
  collectionId: CollectionId,
  variantId: VariantId,
  name: LocalText,
  size: z.string(),
  side: Side,
  machineName: z.string(),
  handover: Handover,
  /** The same thing also waits behind a low door, for those who ask. */
  lowDoor: z.boolean(),
});
export type CollectionView = z.infer<typeof CollectionView>;

/** `typo` costs nothing: the check symbol caught it. `not-recognised` counts; after several, `wait`. */
export const CollectionCheck = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready"), collection: CollectionView }),
  z.object({
    kind: z.literal("refused"),
    reason: z.enum([
      "typo",
      "not-recognised",
      "not-yet",
      "expired",
      "used",
      "revoked",
      "other-machine",
      "with-staff",
      "out-of-stock",
      "vending-paused",
    ]),
  }),
  z.object({ kind: z.literal("wait"), seconds: z.number().int() }),
]);
export type CollectionCheck = z.infer<typeof CollectionCheck>;

/** `reach: "low"`: from a low door, where one holds the same thing. */
export const StartDispense = z.object({
  turnId: TurnId,
  requestId: z.uuid(),
  reach: z.enum(["any", "low"]).default("any"),
});
export type StartDispense = z.infer<typeof StartDispense>;

export const AttemptView = z.object({
  attemptId: AttemptId,
  collectionId: CollectionId,
  slotId: SlotId,
  /** Null while the machine works. */
  outcome: AttemptOutcome.nullable(),
  progress: z.enum([
    "intended",
    "go-sent",
    "moving",
    "press-keys",
    "wrong-keys",
    "door-open",
    "door-shut",
    "item-left",
    "ended",
  ]),
  handover: Handover,
  /** The door stayed shut, or closed on its item, and may be opened once more: `POST …/again`. */
  mayOpenAgain: z.boolean(),
  /** The door of this attempt has stood open too long. */
  doorLeftOpen: z.boolean(),
  answer: PersonAnswer.nullable(),
});
export type AttemptView = z.infer<typeof AttemptView>;
export const AnswerAttempt = z.object({ answer: PersonAnswer });
export type AnswerAttempt = z.infer<typeof AnswerAttempt>;

export const AskForHelp = z.object({
  turnId: TurnId.nullable(),
  screen: z.string().min(1).max(40),
});
export type AskForHelp = z.infer<typeof AskForHelp>;
/** `someoneSaw`: a staff screen is signed in and shows the request. `answered`: someone said they are coming. */
export const HelpView = z.object({
  helpId: HelpId,
  someoneSaw: z.boolean(),
  answered: z.boolean(),
});
export type HelpView = z.infer<typeof HelpView>;

export const VisitorLive = z.object({
  /** The door that staff open from afar just now. */
  openedFromAfar: SlotId.optional(),
  siteName: z.string(),
  /** IANA name: times are said as on the wall of the site, wherever the screen thinks it is. */
  timeZone: z.string(),
  /** Where the clinic is today, when it is open. */
  session: z.object({ open: z.boolean(), place: z.string().nullable() }),
  connected: z.boolean(),
  idle: z.object({ afterMs: z.number().int(), warnMs: z.number().int() }),
  printer: PrinterState,
  scanner: ScannerState,
  vending: z.enum(["ready", "paused", "none"]),
  turn: z
    .object({
      turnId: TurnId,
      /** The last scan of this turn, already judged. `scanId` is new for each scan. */
      scan: z.object({ scanId: z.uuid(), check: CollectionCheck }).nullable(),
      attempt: AttemptView.nullable(),
      help: HelpView.nullable(),
    })
    .nullable(),
});
export type VisitorLive = z.infer<typeof VisitorLive>;

/** What waits under a word. Wrong words are counted, as codes are. */
export const FindWord = z.object({ turnId: TurnId, word: Ticket });
export type FindWord = z.infer<typeof FindWord>;
export const WordFound = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("found"),
    messages: z.array(
      z.object({ messageId: z.uuid(), text: z.string(), expiresAt: z.iso.datetime() }),
    ),
    progress: HeldProgress.pick({ kind: true, steps: true }).nullable(),
    /** When the centre was last heard here: what is newer is not known. Null: never. */
    asOf: z.iso.datetime().nullable(),
  }),
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("wait"), seconds: z.number().int() }),
]);
export type WordFound = z.infer<typeof WordFound>;

/** What may be asked at the screen today. What is out of date, or was never sent, is null: a person helps instead. */
export const VisitorContent = z.object({
  safetyScreen: SafetyScreen.nullable(),
  activities: z.array(Activity),
  /** Not yet signed by whom it concerns: the screens say so. */
  draft: z.boolean(),
});
export type VisitorContent = z.infer<typeof VisitorContent>;
