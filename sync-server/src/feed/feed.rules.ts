import type { FeedItem } from "@drop-in/contracts";
import { isOpen } from "../collections/collection.rules.ts";
import type { ToldCollection } from "../collections/collection.store.ts";
import type { FeedPlace } from "./feed.store.ts";

const FAR_BEHIND = 500;
const CLOCK_LEEWAY_MS = 5 * 60_000; // a machine's clock may be a little behind ours

/** Whether what follows `cursor` is all here, without a gap, and not so much that everything anew is less. */
export function isFollowed({ first, last }: FeedPlace, cursor: number): boolean {
  const firstKept = first ?? last + 1;
  return cursor <= last && cursor >= firstKept - 1 && last - cursor <= FAR_BEHIND;
}

/** What a device must know of its collections: those open, and those revoked that it may still hold. */
export function collectionItems(collections: readonly ToldCollection[]): FeedItem[] {
  return collections.flatMap((collection): FeedItem[] => {
    const { collectionId, state } = collection;
    if (state === "revoked") return [{ type: "collection.revoked", collectionId }];
    return isOpen(state) ? [pinned(collection)] : [];
  });
}

export function pinned(collection: Omit<ToldCollection, "state">): FeedItem {
  const { collectionId, machineId, variantId, codeHash, issuedAt, expiresAt } = collection;
  const when = { notBefore: notBeforeOf(issuedAt), expiresAt, leaseUntil: expiresAt };
  return {
    type: "collection.pinned",
    collection: { collectionId, machineId, variantId, codeHash, ...when },
  };
}

export function notBeforeOf(issuedAt: string): string {
  return new Date(new Date(issuedAt).getTime() - CLOCK_LEEWAY_MS).toISOString();
}
