import type { FeedItem } from "@drop-in/contracts";
import { isOpen } from "../collections/collection.rules.ts";
import type { ToldCollection, WholeCollection } from "../collections/collection.store.ts";
import type { FeedPlace } from "./feed.store.ts";

const FAR_BEHIND = 500;
const CLOCK_LEEWAY_MS = 5 * 60_000; // a machine's clock may be a little behind ours

/** Whether what follows `cursor` is all here, without a gap, and not so much that everything anew is less. */
export function isFollowed({ first, last }: FeedPlace, cursor: number): boolean {
  const firstKept = first ?? last + 1;
  return cursor <= last && cursor >= firstKept - 1 && last - cursor <= FAR_BEHIND;
}

/**
 * What a device must know of its collections: those open, those we have not heard of for long, and those revoked that it
 * may still hold. One wanted elsewhere it is asked for again; what it has let go it need not hear of.
 */
export function collectionItems(collections: readonly WholeCollection[]): FeedItem[] {
  return collections.flatMap((collection): FeedItem[] => {
    const { collectionId, state, silentAt, pin } = collection;
    if (state === "revoked") return [{ type: "collection.revoked", collectionId }];
    if (collection.letGoAt !== null || !(isOpen(state) || silentAt !== null)) return [];
    const wanted: FeedItem = { type: "collection.release-asked", collectionId, pin };
    return [pinned(collection), ...(collection.toMachineId === null ? [] : [wanted])];
  });
}

export function pinned(collection: ToldCollection): FeedItem {
  const { issuedAt, collectionId, machineId, variantId, codeHash, ...when } = collection;
  const { expiresAt, pin, leaseUntil } = when;
  const what = { collectionId, machineId, variantId, codeHash, pin };
  return {
    type: "collection.pinned",
    collection: { ...what, notBefore: notBeforeOf(issuedAt), expiresAt, leaseUntil },
  };
}

export function notBeforeOf(issuedAt: string): string {
  return new Date(new Date(issuedAt).getTime() - CLOCK_LEEWAY_MS).toISOString();
}
