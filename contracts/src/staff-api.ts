import { z } from "zod";
import { Side, Variant } from "./catalogue.ts";
import { CommandAction } from "./command.ts";
import { CommissioningView } from "./commissioning.ts";
import { MachineState, PrinterState, ScannerState, SlotState } from "./device-status.ts";
import { AttemptOutcome, PersonAnswer, Resolution, SlotLockReason } from "./dispensing.ts";
import { StaffRole } from "./feed.ts";
import { AttemptId, HelpId, MachineId, SessionId, SlotId } from "./ids.ts";
import { LocalText } from "./language.ts";
import { Ticket } from "./ticket.ts";
import { DidNotWaitReason, StaffVisit, VisitNeeds, VisitReason } from "./visit.ts";

/*
 * What the staff tablet and the waiting-room display say to their edge agent. Base path /api/staff; a signed-in
 * cookie is needed for all but sign-in. Every POST answers 204 and the change arrives by /live, but those that say what they answer.
 *
 *   POST /sign-in                    SignIn → SignedIn | Problem(wrong-pin | wait)
 *   POST /sign-out
 *   GET  /live                       SSE, `data:` a StaffLive
 *   POST /session/open               OpenSession
 *   POST /session/close
 *   POST /visits                     StaffCheckIn ("check someone in")
 *   POST /visits/call-next
 *   POST /visits/:visitId/call       call this one, or call again
 *   POST /visits/:visitId/seen
 *   POST /visits/:visitId/did-not-wait   DidNotWait
 *   POST /visits/:visitId/returned   back to waiting, keeps its place
 *   POST /help/:helpId/answer
 *   POST /attempts/:attemptId/resolve    ResolveAttempt
 *   POST /attempts/:attemptId/replace    ReplaceAttempt: another one, now, with a second person
 *   POST /slots/:slotId/checked      CheckSlot: looked at, in order, and unlocked
 *   POST /slots/:slotId/open         OpenSlot: a locker door, journalled
 *   POST /printer/test-slip          → Printed; every script, a QR code and the width of the paper
 *   POST /printer/tape               → Printed; a 300 mm tape, to be compared with a ruler
 *   …    /commissioning              see commissioning.ts
 *   GET  /api/display/live           SSE, `data:` a DisplayLive; nobody signs in
 */

export const SignIn = z.object({ pin: z.string().regex(/^\d{6}$/) });
export type SignIn = z.infer<typeof SignIn>;
export const SignedIn = z.object({ name: z.string(), role: StaffRole });
export type SignedIn = z.infer<typeof SignedIn>;

export const OpenSession = z.object({ place: z.string().trim().min(1).max(60) });
export type OpenSession = z.infer<typeof OpenSession>;
export const StaffCheckIn = z.object({
  requestId: z.uuid(),
  reason: VisitReason,
  needs: VisitNeeds,
});
export type StaffCheckIn = z.infer<typeof StaffCheckIn>;
export const DidNotWait = z.object({ reason: DidNotWaitReason });
export type DidNotWait = z.infer<typeof DidNotWait>;

const Pin = z.string().regex(/^\d{6}$/);

/**
 * `countedStock` is what is in the slot now, counted without being told the book figure (a blind count).
 * That an unclear attempt gave nothing frees its collection for a second item: a second person signs for it.
 */
export const ResolveAttempt = z.object({
  resolution: Resolution,
  reason: z.string().trim().min(1).max(200),
  countedStock: z.number().int().min(0).max(50),
  secondPin: Pin.optional(),
});
export type ResolveAttempt = z.infer<typeof ResolveAttempt>;

/** What is in a locked slot now, counted without being told the book figure. */
export const CheckSlot = z.object({
  countedStock: z.number().int().min(0).max(50),
  /** Said of a slot that was out of service. */
  repaired: z.boolean().default(false),
});
export type CheckSlot = z.infer<typeof CheckSlot>;

/** Another one, given by staff after an attempt that did not do what it should. It vends at once. */
export const ReplaceAttempt = z.object({
  requestId: z.uuid(),
  reason: z.string().trim().min(1).max(200),
  secondPin: Pin,
});
export type ReplaceAttempt = z.infer<typeof ReplaceAttempt>;

/** A locker door opened by staff, to fill it or to look. */
export const OpenSlot = z.object({
  requestId: z.uuid(),
  reason: z.enum(["fill", "look", "take-out"]),
});
export type OpenSlot = z.infer<typeof OpenSlot>;

export const UnresolvedAttempt = z.object({
  attemptId: AttemptId,
  at: z.iso.datetime(),
  machineId: MachineId,
  slotId: SlotId,
  name: LocalText,
  size: z.string(),
  side: Side,
  outcome: AttemptOutcome,
  answer: PersonAnswer.nullable(),
  /** Set once staff gave another one for it. */
  replaced: z.boolean(),
});
export type UnresolvedAttempt = z.infer<typeof UnresolvedAttempt>;

export const StaffSlot = SlotState.extend({
  name: LocalText,
  size: z.string(),
  side: Side,
  lockReason: SlotLockReason.nullable(),
});
export type StaffSlot = z.infer<typeof StaffSlot>;

export const StaffLive = z.object({
  /** Done here a moment ago on a word of the centre. */
  fromAfar: CommandAction.optional(),
  /** The agent's own time, so that a tablet with a wrong clock still counts minutes rightly. */
  now: z.iso.datetime(),
  siteName: z.string(),
  /** IANA name: times are said as on the wall of the site, wherever the screen thinks it is. */
  timeZone: z.string(),
  signedIn: SignedIn,
  session: z
    .object({ sessionId: SessionId, place: z.string(), openedAt: z.iso.datetime() })
    .nullable(),
  /** Places used before, newest first, and the site itself. */
  places: z.array(z.string()),
  waiting: z.array(StaffVisit),
  called: z.array(StaffVisit),
  /** Seen and did-not-wait of this session, newest first, at most 20. */
  finished: z.array(StaffVisit),
  help: z.array(z.object({ helpId: HelpId, askedAt: z.iso.datetime(), screen: z.string() })),
  unresolved: z.array(UnresolvedAttempt),
  promised: z.object({
    callbacks: z.number().int(),
    nextDueAt: z.iso.datetime().nullable(),
    collectionsReady: z.number().int(),
  }),
  sync: z.object({
    connected: z.boolean(),
    waiting: z.number().int(),
    oldestAt: z.iso.datetime().nullable(),
  }),
  machine: MachineState.nullable(),
  machineKind: z.enum(["spiral", "locker", "keypad"]).nullable(),
  slots: z.array(StaffSlot),
  /** Everything that may be put into a slot. */
  catalogue: z.array(Variant),
  commissioning: CommissioningView.nullable(),
  printer: PrinterState,
  scanner: ScannerState,
});
export type StaffLive = z.infer<typeof StaffLive>;

/** The public display: pictures, colours and numbers. There is no field for a name. */
export const DisplayLive = z.object({
  siteName: z.string(),
  place: z.string().nullable(),
  open: z.boolean(),
  /** Called now; `timesCalled` grows on a repeat so that the screen can draw attention again. */
  calling: z
    .object({ ticket: Ticket, calledAt: z.iso.datetime(), timesCalled: z.number().int() })
    .nullable(),
  next: z.array(Ticket),
  recent: z.array(Ticket),
  waitingCount: z.number().int(),
});
export type DisplayLive = z.infer<typeof DisplayLive>;
