import { createHash } from "node:crypto";
import {
  CollectionId,
  createCode,
  type FeedItem,
  type MachinePlan,
  type NumberedFeedItem,
  StaffId,
  VariantId,
} from "@drop-in/contracts";

/** Who and what is in the little world of the sweep. */
export const variantId = VariantId.parse("wrist-splint-neutral-m-left");
export const collectionId = CollectionId.parse("11111111-1111-4111-8111-111111111111");
export const code = createCode([1, 2, 3, 4, 5, 6, 7]);
export const pins = { lead: "482913", second: "771204" };
export const firstDay = new Date("2026-11-23T10:00:00Z");
const salt = "00".repeat(16);
const DAY_MS = 86_400_000;

export function hashFor(secret: string, saltHex = salt): string {
  return createHash("sha256").update(`${saltHex} ${secret}`).digest("hex");
}

/** What the centre sent before the story begins. */
export function firstFeed({ machineId }: MachinePlan): NumberedFeedItem[] {
  const person = (staffId: string, name: string, pin: string) => ({
    staffId: StaffId.parse(staffId),
    name,
    role: "session-lead" as const,
    pinSalt: salt,
    pinHash: hashFor(pin),
  });
  const items: FeedItem[] = [
    { type: "collection-keys.set", codeSalt: salt, signingKeys: [] },
    {
      type: "staff.set",
      staff: [
        person("22222222-2222-4222-8222-222222222222", "Lead", pins.lead),
        person("22222222-2222-4222-8222-222222222223", "Second", pins.second),
      ],
    },
    {
      type: "collection.pinned",
      collection: {
        collectionId,
        machineId,
        variantId,
        codeHash: hashFor(code),
        notBefore: new Date(firstDay.getTime() - DAY_MS).toISOString(),
        expiresAt: new Date(firstDay.getTime() + 3 * DAY_MS).toISOString(),
        leaseUntil: new Date(firstDay.getTime() + 3 * DAY_MS).toISOString(),
      },
    },
  ];
  return items.map((item, index) => ({ number: index + 1, item }));
}
