import { z } from "zod";
import { Catalogue } from "./catalogue.ts";
import { CollectionId, MachineId, RecallId, StaffId, SubmissionId, VariantId } from "./ids.ts";
import { MachinePlan } from "./machine-plan.ts";
import { SubmissionKind, SubmissionState } from "./submission.ts";

export const StaffRole = z.enum([
  "greeter",
  "clinician",
  "adviser",
  "session-lead",
  "stock-keeper",
  "estates",
]);
export type StaffRole = z.infer<typeof StaffRole>;

/** scrypt (N=2^14, r=8, p=1, 32 bytes), hex. The salt is per machine, so one try costs one hash. */
export const ScryptHash = z.string().regex(/^[0-9a-f]{64}$/);
export const Salt = z.string().regex(/^[0-9a-f]{32}$/);

/** What a device may let sign in without asking anybody. */
export const StaffCard = z.object({
  staffId: StaffId,
  name: z.string().min(1).max(60),
  role: StaffRole,
  pinSalt: Salt,
  pinHash: ScryptHash,
});
export type StaffCard = z.infer<typeof StaffCard>;

/**
 * The how-manieth pin of this collection it is; the first, where it is not said. What a machine let go it hands out again only
 * under a higher one.
 */
export const PinNumber = z.number().int().min(1);

/**
 * A collection pinned to one machine. Its code travels only as a hash. The machine may hand it out until `leaseUntil`, which the
 * centre moves on while it hears the device; after it the collection may be somewhere else (V8).
 */
export const PinnedCollection = z.object({
  collectionId: CollectionId,
  machineId: MachineId,
  variantId: VariantId,
  codeHash: ScryptHash,
  notBefore: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  leaseUntil: z.iso.datetime(),
  pin: PinNumber.optional(),
});
export type PinnedCollection = z.infer<typeof PinnedCollection>;

/** What a device needs to judge a code or a QR by itself. */
export const CollectionKeys = z.object({
  /** Salt for hashing typed codes on this device's machine. */
  codeSalt: Salt,
  /** Ed25519 public keys that sign QR tokens: key id → SPKI, PEM. */
  signingKeys: z.array(
    z.object({ keyId: z.number().int().min(0).max(255), publicKeyPem: z.string() }),
  ),
});
export type CollectionKeys = z.infer<typeof CollectionKeys>;

/** What a hub can be told without a visit. What is absent stays as the box was set up. */
export const DeviceSettings = z.object({
  siteName: z.string().min(1).max(60).optional(),
  callbackPromiseHours: z.number().min(0.1).max(168).optional(),
  usualMinutesPerPerson: z.number().min(1).max(120).optional(),
});
export type DeviceSettings = z.infer<typeof DeviceSettings>;

/** Words and questions as content: whose, until when, and whether a clinician has signed them. The body is the reader's. */
export const ContentPack = z.object({
  packId: z.string().regex(/^[a-z0-9-]{1,40}$/),
  version: z.string().min(1).max(40),
  owner: z.string().min(1).max(80),
  reviewStatus: z.enum(["draft", "approved"]),
  reviewBy: z.iso.date(),
  expiresAt: z.iso.datetime(),
  body: z.unknown(),
});
export type ContentPack = z.infer<typeof ContentPack>;

/** One appointment of a day. No name: `token` is the HMAC of what the person will type, under the key of that day. */
export const AppointmentCard = z.object({
  appointmentId: z.uuid(),
  /** The same for all appointments one person has on that day, and for nothing else. */
  person: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional(),
  token: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
  room: z.string().max(40).optional(),
  withWhom: z.string().max(60).optional(),
});
export type AppointmentCard = z.infer<typeof AppointmentCard>;

export const AppointmentDay = z.object({
  day: z.iso.date(),
  /** HMAC-SHA-256 key of the day, hex. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
  appointments: z.array(AppointmentCard).max(500),
});
export type AppointmentDay = z.infer<typeof AppointmentDay>;

/** A notice that items must not be given: every lot named, of every variant named. No lots means all of them. */
export const Recall = z.object({
  recallId: RecallId,
  variantIds: z.array(VariantId).min(1),
  lots: z.array(z.string().min(1).max(20)),
  reason: z.string().min(1).max(200),
});
export type Recall = z.infer<typeof Recall>;

/** A few words for one person, kept under the word they were given. Never clinical. */
export const HeldMessage = z.object({
  messageId: z.uuid(),
  wordHash: ScryptHash,
  text: z.string().min(1).max(300),
  expiresAt: z.iso.datetime(),
});
export type HeldMessage = z.infer<typeof HeldMessage>;

/** How far something is that somebody sent, kept under the word they were given. What it is about stands nowhere in it. */
export const HeldProgress = z.object({
  submissionId: SubmissionId,
  wordHash: ScryptHash,
  kind: SubmissionKind,
  /** In the order in which they happened. */
  steps: z.array(z.object({ state: SubmissionState, at: z.iso.datetime() })).min(1),
  expiresAt: z.iso.datetime(),
});
export type HeldProgress = z.infer<typeof HeldProgress>;

/** One change the centre sends down, applied in order, in one transaction with its cursor. */
export const FeedItem = z.discriminatedUnion("type", [
  z.object({ type: z.literal("settings.set"), settings: DeviceSettings }),
  z.object({ type: z.literal("content.set"), pack: ContentPack }),
  z.object({ type: z.literal("catalogue.set"), catalogue: Catalogue }),
  z.object({ type: z.literal("planogram.set"), plan: MachinePlan }),
  z.object({ type: z.literal("staff.set"), staff: z.array(StaffCard) }),
  z.object({ type: z.literal("collection-keys.set"), ...CollectionKeys.shape }),
  z.object({ type: z.literal("appointments.set"), day: AppointmentDay }),
  z.object({ type: z.literal("collection.pinned"), collection: PinnedCollection }),
  z.object({
    type: z.literal("collection.lease-extended"),
    collectionId: CollectionId,
    leaseUntil: z.iso.datetime(),
  }),
  /** Let it go if nobody is taking it, and say so: it is wanted at another machine. */
  z.object({
    type: z.literal("collection.release-asked"),
    collectionId: CollectionId,
    pin: PinNumber.optional(),
  }),
  z.object({ type: z.literal("collection.revoked"), collectionId: CollectionId }),
  z.object({ type: z.literal("recall.set"), recall: Recall }),
  z.object({ type: z.literal("recall.lifted"), recallId: RecallId }),
  z.object({ type: z.literal("message.set"), message: HeldMessage }),
  z.object({ type: z.literal("progress.set"), progress: HeldProgress }),
  z.object({ type: z.literal("message.taken-back"), messageId: z.uuid() }),
]);
export type FeedItem = z.infer<typeof FeedItem>;
