import { z } from "zod";
import { Catalogue } from "./catalogue.ts";
import { CollectionId, MachineId, StaffId, VariantId } from "./ids.ts";

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

/** A collection pinned to one machine. Its code travels only as a hash. */
export const PinnedCollection = z.object({
  collectionId: CollectionId,
  machineId: MachineId,
  variantId: VariantId,
  codeHash: ScryptHash,
  notBefore: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type PinnedCollection = z.infer<typeof PinnedCollection>;

/** One change the centre sends down, applied in order, in one transaction with its cursor. */
export const FeedItem = z.discriminatedUnion("type", [
  z.object({ type: z.literal("catalogue.set"), catalogue: Catalogue }),
  z.object({ type: z.literal("staff.set"), staff: z.array(StaffCard) }),
  z.object({
    type: z.literal("collection-keys.set"),
    /** Salt for hashing typed codes on this device's machine. */
    codeSalt: Salt,
    /** Ed25519 public keys that sign QR tokens: key id → SPKI, PEM. */
    signingKeys: z.array(
      z.object({ keyId: z.number().int().min(0).max(255), publicKeyPem: z.string() }),
    ),
  }),
  z.object({ type: z.literal("collection.pinned"), collection: PinnedCollection }),
  z.object({ type: z.literal("collection.revoked"), collectionId: CollectionId }),
]);
export type FeedItem = z.infer<typeof FeedItem>;

export const NumberedFeedItem = z.object({ number: z.number().int().min(1), item: FeedItem });
export type NumberedFeedItem = z.infer<typeof NumberedFeedItem>;
