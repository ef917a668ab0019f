import { z } from "zod";
import { CallbackReach, CallbackWishes } from "./callback.ts";
import { CommandAction, CommandRefusal } from "./command.ts";
import { AttemptOutcome, PersonAnswer, Resolution, SlotLockReason } from "./dispensing.ts";
import { EqualityRow } from "./equality.ts";
import { PinNumber } from "./feed.ts";
import {
  AttemptId,
  CallbackId,
  CollectionId,
  CommandId,
  type DeviceId,
  HelpId,
  MachineId,
  RecallId,
  SessionId,
  SlotId,
  StaffId,
  SubmissionId,
  VariantId,
  VisitId,
} from "./ids.ts";
import { Language } from "./language.ts";
import { SubmissionKind } from "./submission.ts";
import { Ticket } from "./ticket.ts";
import { Arrival, DidNotWaitReason } from "./visit.ts";
import { Wait } from "./wait.ts";

/**
 * `urgent` overtakes everything (a machine, a door, a cry for help), then `care`; `telemetry` may wait. Each stream has
 * its own gap-free sequence, and what must stay in order with something else travels in its stream.
 */
export const Stream = z.enum(["urgent", "care", "telemetry"]);
export type Stream = z.infer<typeof Stream>;
export const streams: readonly Stream[] = Stream.options;

function event<Type extends string, Shape extends z.ZodRawShape>(type: Type, payload: Shape) {
  return z.object({ type: z.literal(type), payload: z.object(payload) });
}

/**
 * What identifies a person, sealed to the centre's key when it was captured: HPKE, base64url, bound to the device and to
 * the thing it belongs to. Inside is JSON: `CallbackPersonal` of a call-back, `Said` of a submission.
 */
export const Sealed = z
  .string()
  .regex(/^[A-Za-z0-9_-]{80,1400}$/)
  .brand<"Sealed">();
export type Sealed = z.infer<typeof Sealed>;

const attempt = {
  attemptId: AttemptId,
  collectionId: CollectionId,
  machineId: MachineId,
  slotId: SlotId,
  variantId: VariantId,
};

/**
 * Facts that happened on a device, never changed. A changed meaning is a new `.v2`. What identifies
 * a person stands apart in `sealed`, so that it can be kept, counted and forgotten on its own.
 */
export const HubFact = z.discriminatedUnion("type", [
  event("session.opened.v1", { sessionId: SessionId, place: z.string().max(60), staffId: StaffId }),
  event("session.closed.v1", {
    sessionId: SessionId,
    staffId: StaffId,
    seen: z.number().int(),
    didNotWait: z.number().int(),
    stillWaiting: z.number().int(),
  }),

  event("visit.checked-in.v1", {
    visitId: VisitId,
    sessionId: SessionId.nullable(),
    ticket: Ticket,
    ...Arrival.shape,
    language: Language,
    wait: Wait,
  }),
  event("visit.called.v1", { visitId: VisitId, staffId: StaffId, timesCalled: z.number().int() }),
  event("visit.seen.v1", { visitId: VisitId, staffId: StaffId }),
  event("visit.did-not-wait.v1", { visitId: VisitId, staffId: StaffId, reason: DidNotWaitReason }),
  event("visit.returned.v1", { visitId: VisitId, staffId: StaffId }),

  event("callback.pressed.v1", {
    callbackId: CallbackId,
    ticket: Ticket,
    language: Language,
    dueAt: z.iso.datetime(),
  }),
  event("callback.asked.v1", { callbackId: CallbackId, reach: CallbackReach }).extend({
    sealed: Sealed.optional(),
  }),
  event("callback.wished.v1", { callbackId: CallbackId, wishes: CallbackWishes }),
  event("callback.withdrawn.v1", { callbackId: CallbackId }),
  event("callback.abandoned.v1", { callbackId: CallbackId }),

  /** All that was said is sealed: `Said`. Only what it is, and the word its sender asks with, is in clear. */
  event("submission.sent.v1", {
    submissionId: SubmissionId,
    kind: SubmissionKind,
    ticket: Ticket.nullable(),
    language: Language,
  }).extend({ sealed: Sealed }),

  /** Many people's, shuffled: in no order, of no turn, and never of fewer than can hide each other, but at the end of a day. */
  event("equality.answered.v1", { rows: z.array(EqualityRow).min(1).max(500) }),

  event("help.asked.v1", { helpId: HelpId, screen: z.string().max(40) }),
  event("help.answered.v1", { helpId: HelpId, staffId: StaffId }),

  event("collection.set-aside.v1", {
    collectionId: CollectionId,
    machineId: MachineId,
    slotId: SlotId,
  }),
  event("collection.not-set-aside.v1", { collectionId: CollectionId, machineId: MachineId }),
  /** Let go, because it is wanted elsewhere or its lease is over: never handed out here under this pin any more. */
  event("collection.released.v1", {
    collectionId: CollectionId,
    machineId: MachineId,
    pin: PinNumber,
  }),
  event("collection.kept.v1", { collectionId: CollectionId, machineId: MachineId, pin: PinNumber }),
  event("collection.code-limit-reached.v1", { wrongTries: z.number().int() }),

  event("attempt.intended.v1", attempt),
  event("attempt.ended.v1", { ...attempt, outcome: AttemptOutcome }),
  event("attempt.answered.v1", { attemptId: AttemptId, answer: PersonAnswer }),
  event("attempt.resolved.v1", {
    ...attempt,
    resolution: Resolution,
    reason: z.string().min(1).max(200),
    staffId: StaffId,
    /** Who signed for it as well, where that was wanted. */
    secondStaffId: StaffId.optional(),
  }),

  event("attempt.opened-again.v1", { attemptId: AttemptId, slotId: SlotId }),
  /** Another one, given by two of staff: a new collection in place of the first. */
  event("collection.replaced.v1", {
    collectionId: CollectionId,
    replaces: CollectionId,
    attemptId: AttemptId,
    machineId: MachineId,
    variantId: VariantId,
    reason: z.string().min(1).max(200),
    staffId: StaffId,
    secondStaffId: StaffId,
  }),
  event("slot.opened-by-staff.v1", {
    machineId: MachineId,
    slotId: SlotId,
    reason: z.enum(["fill", "look", "take-out", "test"]),
    staffId: StaffId,
  }),
  event("door.left-open.v1", { machineId: MachineId, slotId: SlotId }),
  event("door.opened-without-cause.v1", { machineId: MachineId, slotId: SlotId }),
  event("machine.commissioned.v1", {
    machineId: MachineId,
    protocol: z.string(),
    slots: z.number().int(),
    staffId: StaffId,
  }),
  event("machine.tested.v1", {
    machineId: MachineId,
    slotId: SlotId,
    outcome: AttemptOutcome,
    seen: z.enum(["one", "nothing", "more"]).nullable(),
    staffId: StaffId,
  }),

  event("recall.applied.v1", { recallId: RecallId, slots: z.array(SlotId) }),
  /** Written before anything moves, so that what was done and what was asked can be compared. */
  event("command.accepted.v1", {
    commandId: CommandId,
    action: CommandAction,
    counter: z.number().int(),
  }),
  event("command.done.v1", { commandId: CommandId, outcome: z.enum(["done", "failed"]) }),
  event("command.refused.v1", { commandId: CommandId.nullable(), why: CommandRefusal }),
  /** What this device could not send: kept aside there, for a person to look at. */
  event("outbox.dead-letter.v1", {
    stream: Stream,
    seq: z.number().int(),
    why: z.string().max(200),
  }),

  event("slot.locked.v1", { machineId: MachineId, slotId: SlotId, reason: SlotLockReason }),
  event("slot.unlocked.v1", { machineId: MachineId, slotId: SlotId, staffId: StaffId }),
  event("stock.loaded.v1", {
    machineId: MachineId,
    slotId: SlotId,
    variantId: VariantId,
    lot: z.string(),
    count: z.number().int().min(0),
    capacity: z.number().int(),
    par: z.number().int(),
  }),
  event("stock.adjusted.v1", {
    machineId: MachineId,
    slotId: SlotId,
    change: z.number().int(),
    reason: z.enum(["dispensed", "blind-count", "test-vend", "planogram"]),
  }),

  event("device.started.v1", { version: z.string(), recoveredAttempts: z.number().int() }),
  event("machine.status-changed.v1", {
    machineId: MachineId,
    link: z.enum(["online", "stale", "offline"]),
    door: z.enum(["open", "closed", "unknown"]),
  }),
]);
export type HubFact = z.infer<typeof HubFact>;
export type HubFactType = HubFact["type"];

/** How sure the centre is of a time: see `repairTime`. */
export const TimeSureness = z.enum(["believed", "measured", "carried", "bounded", "unknown"]);
export type TimeSureness = z.infer<typeof TimeSureness>;

/** A fact as the centre knows it: whose, and when it truly happened, as far as can be told. */
export type HubEvent = HubFact & {
  deviceId: DeviceId;
  occurredAt: string;
  /** `said` is what the device's wall clock showed; `errorMs` is null where no bound is known. */
  time: { said: string; sure: TimeSureness; errorMs: number | null };
};

const time = z.number().int().min(-8_640_000_000_000_000).max(8_640_000_000_000_000);

/**
 * One event as it waits on the device and travels: type, clock, monotonic ms since that clock began, wall time (ms since
 * 1970), payload, and what is sealed. Whose it is and its number are said once for the whole batch, and are its identity.
 */
export const EventRow = z.union([
  z.tuple([z.string().max(60), z.number().int().min(0), time, time, z.unknown()]),
  z.tuple([z.string().max(60), z.number().int().min(0), time, time, z.unknown(), Sealed]),
]);
export type EventRow = z.infer<typeof EventRow>;

/**
 * One run of a device's program: monotonic time never jumps within it. `measured` is the centre's time as it was heard in
 * this run: true time = monotonic + offset, give or take `errorMs` when monotonic was `atMs`.
 */
export const ClockRecord = z.object({
  clock: z.number().int().min(0),
  bootId: z.uuid(),
  /** What the wall clock showed when the run began. */
  startedAtMs: time,
  measured: z.object({ offsetMs: time, errorMs: z.number().int().min(0), atMs: time }).nullable(),
});
export type ClockRecord = z.infer<typeof ClockRecord>;

const telemetry = new Set<HubFactType>(["device.started.v1", "machine.status-changed.v1"]);
const careful = /^(session|visit|callback|submission|equality)\./;

/** Which stream a fact travels in. */
export function streamOf(type: HubFactType): Stream {
  if (telemetry.has(type)) return "telemetry";
  return careful.test(type) ? "care" : "urgent";
}
