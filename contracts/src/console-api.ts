import { z } from "zod";
import { CallbackReach, CallbackState, CallbackWishes } from "./callback.ts";
import { Side } from "./catalogue.ts";
import { MachineState, PrinterState, ScannerState } from "./device-status.ts";
import { Recall, StaffRole } from "./feed.ts";
import { CallbackId, CollectionId, DeviceId, MachineId, SiteId, SlotId, VariantId } from "./ids.ts";
import { Language, LocalText } from "./language.ts";
import { Ticket } from "./ticket.ts";

/*
 * What the console says to the centre. Base path /api/console; a signed-in cookie for all but sign-in.
 *
 *   POST /sign-in                ConsoleSignIn → ConsoleSignedIn | Problem
 *   POST /sign-out
 *   GET  /live                   SSE, `data:` a ConsoleLive whenever it changes
 *   POST /callbacks/:id/steps    CallbackStep → 204
 *   POST /collections            IssueCollection → IssuedCollection (the only time the code is shown)
 *   POST /collections/:id/revoke → 204
 *   POST /collections/:id/move   MoveCollection → IssuedCollection (a new code, good at the new machine alone)
 *   POST /collections/:id/decide DecideCollection → 204
 *   GET  /equality               → EqualityCount[]; what fewer than five have said is not shown
 *   GET  /submissions            → SubmissionRow[]
 *   GET  /submissions/:id        → SubmissionOpened; for who answers people
 *   POST /submissions/:id/steps  MoveSubmission → 204
 *   POST /submissions/:id/messages  AnswerSubmission → 204; waits under the word of its sender
 *   POST /appointments           ImportAppointments → ImportedAppointments
 *   GET  /recalls                → RecallRow[]
 *   POST /recalls                MakeRecall → Recall
 *   POST /recalls/:id/lift       → 204
 */

export const ConsoleSignIn = z.object({
  name: z.string().min(1).max(60),
  password: z.string().min(1).max(200),
});
export type ConsoleSignIn = z.infer<typeof ConsoleSignIn>;
export const ConsoleSignedIn = z.object({ name: z.string(), role: StaffRole });
export type ConsoleSignedIn = z.infer<typeof ConsoleSignedIn>;

export const SiteNow = z.object({
  siteId: SiteId,
  name: z.string(),
  session: z.object({ place: z.string(), openedAt: z.iso.datetime() }).nullable(),
  waiting: z.number().int(),
  called: z.number().int(),
  seenToday: z.number().int(),
  didNotWaitToday: z.number().int(),
  longestWaitSince: z.iso.datetime().nullable(),
  /** Unclear attempts that nobody has looked at yet. */
  unresolved: z.number().int(),
  helpOpen: z.number().int(),
});
export type SiteNow = z.infer<typeof SiteNow>;

/** Both clocks run from the press, minutes offline included. */
export const CallbackRow = z.object({
  callbackId: CallbackId,
  siteName: z.string(),
  ticket: Ticket,
  state: CallbackState,
  language: Language,
  pressedAt: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  triageDueAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  reach: CallbackReach.nullable(),
  wishes: CallbackWishes.nullable().optional(),
  phone: z.string().nullable(),
  tries: z.number().int(),
  spokeAt: z.iso.datetime().nullable(),
});
export type CallbackRow = z.infer<typeof CallbackRow>;
export const CallbackStep = z.object({
  step: z.enum(["triaged", "tried", "spoke", "cannot-reach", "withdrawn"]),
});
export type CallbackStep = z.infer<typeof CallbackStep>;

/** `unknown` until a device has been heard for sure: never `up` by default. */
export const DeviceRow = z.object({
  deviceId: DeviceId,
  siteName: z.string(),
  state: z.enum(["up", "degraded", "down", "unknown"]),
  reasons: z.array(
    z.enum([
      "lost",
      "silent",
      "outbox-old",
      "machine-offline",
      "machine-paused",
      "door-open",
      "printer",
      "scanner",
      "slot-locked",
      "below-par",
    ]),
  ),
  lastHeardAt: z.iso.datetime().nullable(),
  version: z.string().nullable(),
  outboxWaiting: z.number().int().nullable(),
  outboxOldestAt: z.iso.datetime().nullable(),
  machines: z.array(MachineState),
  printer: PrinterState,
  scanner: ScannerState,
  /** Events received that this centre could not understand; kept, not lost. */
  refusedEvents: z.number().int(),
});
export type DeviceRow = z.infer<typeof DeviceRow>;

/** Book stock, folded from events: loaded − dispensed ± adjustments. */
export const StockRow = z.object({
  deviceId: DeviceId,
  machineId: MachineId,
  slotId: SlotId,
  variantId: VariantId,
  name: LocalText,
  size: z.string(),
  side: Side,
  lot: z.string(),
  stock: z.number().int(),
  setAside: z.number().int(),
  par: z.number().int(),
  capacity: z.number().int(),
  locked: z.boolean(),
});
export type StockRow = z.infer<typeof StockRow>;

export const IssueCollection = z.object({
  requestId: z.uuid(),
  machineId: MachineId,
  variantId: VariantId,
  validHours: z.number().int().min(1).max(336),
});
export type IssueCollection = z.infer<typeof IssueCollection>;
export const IssuedCollection = z.object({
  collectionId: CollectionId,
  /** As it is printed and read aloud: ABCD-EFGH. */
  code: z.string().regex(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/),
  qr: z.string(),
  expiresAt: z.iso.datetime(),
});
export type IssuedCollection = z.infer<typeof IssuedCollection>;

/** Another machine shall hand it out. The new code works there as soon as the first has let go. */
export const MoveCollection = z.object({ requestId: z.uuid(), machineId: MachineId });
export type MoveCollection = z.infer<typeof MoveCollection>;

/** A person's word for a machine that cannot be asked: whether an item came out of it. */
export const DecideCollection = z.object({
  itemCame: z.boolean(),
  reason: z.string().min(1).max(200),
});
export type DecideCollection = z.infer<typeof DecideCollection>;

export const MakeRecall = Recall.omit({ recallId: true }).extend({ requestId: z.uuid() });
export type MakeRecall = z.infer<typeof MakeRecall>;

export const RecallRow = z.object({
  recall: Recall,
  madeAt: z.iso.datetime(),
  liftedAt: z.iso.datetime().nullable(),
  /** How many devices have said what it blocks there. */
  heardBy: z.number().int(),
});
export type RecallRow = z.infer<typeof RecallRow>;

export const CollectionRow = z.object({
  collectionId: CollectionId,
  machineId: MachineId,
  variantId: VariantId,
  name: LocalText,
  size: z.string(),
  side: Side,
  /** issued → on-machine (the machine has said it set one aside) → dispensed | needs-staff | expired | revoked | no-stock */
  state: z.enum([
    "issued",
    "on-machine",
    "in-progress",
    "dispensed",
    "needs-staff",
    "expired",
    "revoked",
    "no-stock",
  ]),
  issuedAt: z.iso.datetime(),
  issuedBy: z.string(),
  expiresAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  /** Wanted at this machine, while the one that holds it has not let go. */
  toMachineId: MachineId.nullable().optional(),
  /** It was wanted elsewhere, and the machine that holds it said then that it is being taken there. */
  keptAt: z.iso.datetime().nullable().optional(),
});
export type CollectionRow = z.infer<typeof CollectionRow>;

export const ConsoleLive = z.object({
  now: z.iso.datetime(),
  /** IANA name: times are said as on the wall of the centre, wherever the screen thinks it is. */
  timeZone: z.string(),
  signedIn: ConsoleSignedIn,
  sites: z.array(SiteNow),
  callbacks: z.array(CallbackRow),
  /** Those in trouble first, and of a whole country no more than can be read. */
  devices: z.array(DeviceRow),
  /** Of all devices, shown or not, how many are in which state. */
  deviceCounts: z
    .object({ up: z.number(), degraded: z.number(), down: z.number(), unknown: z.number() })
    .optional(),
  stock: z.array(StockRow),
  collections: z.array(CollectionRow),
  /** How much that people sent nobody has read yet. */
  newSubmissions: z.number().int().optional(),
});
export type ConsoleLive = z.infer<typeof ConsoleLive>;
