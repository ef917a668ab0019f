import { z } from "zod";
import { CallbackReach } from "./callback.ts";
import { AttemptOutcome, PersonAnswer, Resolution, SlotLockReason } from "./dispensing.ts";
import {
  AttemptId,
  CallbackId,
  CollectionId,
  DeviceId,
  EventId,
  HelpId,
  MachineId,
  SessionId,
  SiteId,
  SlotId,
  StaffId,
  VariantId,
  VisitId,
} from "./ids.ts";
import { Language } from "./language.ts";
import { Ticket } from "./ticket.ts";
import { DidNotWaitReason, VisitNeed, VisitReason } from "./visit.ts";
import { Wait } from "./wait.ts";

/** `care` goes first; `telemetry` may wait. Each stream has its own gap-free sequence. */
export const Stream = z.enum(["care", "telemetry"]);
export type Stream = z.infer<typeof Stream>;

/** Whether the wall clock was believed when the event was written. */
export const ClockQuality = z.enum(["synced", "unsynced"]);
export type ClockQuality = z.infer<typeof ClockQuality>;

const envelope = {
  eventId: EventId,
  deviceId: DeviceId,
  siteId: SiteId,
  occurredAt: z.iso.datetime(),
  clock: ClockQuality,
  bootId: z.uuid(),
  /** Milliseconds since this boot, from a clock that never jumps. */
  monotonicMs: z.number().int().min(0),
};

function event<Type extends string, Shape extends z.ZodRawShape>(type: Type, payload: Shape) {
  return z.object({ ...envelope, type: z.literal(type), payload: z.object(payload) });
}

const attempt = {
  attemptId: AttemptId,
  collectionId: CollectionId,
  machineId: MachineId,
  slotId: SlotId,
  variantId: VariantId,
};

/**
 * Facts that happened on a device, never changed. A changed meaning is a new `.v2`. What identifies
 * a person stands apart in `personal`, so that it can be sealed, counted and forgotten on its own.
 */
export const HubEvent = z.discriminatedUnion("type", [
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
    reason: VisitReason,
    needs: z.array(VisitNeed),
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
    personal: z.object({ phone: z.string().max(20) }).optional(),
  }),
  event("callback.abandoned.v1", { callbackId: CallbackId }),

  event("help.asked.v1", { helpId: HelpId, screen: z.string().max(40) }),
  event("help.answered.v1", { helpId: HelpId, staffId: StaffId }),

  event("collection.set-aside.v1", {
    collectionId: CollectionId,
    machineId: MachineId,
    slotId: SlotId,
  }),
  event("collection.not-set-aside.v1", { collectionId: CollectionId, machineId: MachineId }),
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
export type HubEvent = z.infer<typeof HubEvent>;
export type HubEventType = HubEvent["type"];

/** What a feature hands to the outbox; the outbox adds the envelope. */
export type NewEvent = HubEvent extends infer Each
  ? Each extends HubEvent
    ? Omit<Each, keyof typeof envelope>
    : never
  : never;

/** Which stream an event travels in. */
export function streamOf(type: HubEventType): Stream {
  return type === "device.started.v1" || type === "machine.status-changed.v1"
    ? "telemetry"
    : "care";
}
