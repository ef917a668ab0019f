import { assertNever, type FeedItem, type NumberedFeedItem } from "@drop-in/contracts";
import type { Changes, Transact } from "@drop-in/foundation";
import type { CatalogueStore } from "../catalogue/catalogue.store.ts";
import type { CollectionService } from "../collections/collection.service.ts";
import type { KeysStore } from "../collections/keys.store.ts";
import type { StaffStore } from "../staff/staff.store.ts";
import type { FeedStore } from "./feed.store.ts";

type Parts = {
  feed: FeedStore;
  catalogue: CatalogueStore;
  staff: StaffStore;
  keys: KeysStore;
  collections: Pick<CollectionService, "pin" | "revoke">;
  transact: Transact;
  changes: Changes;
};

/** Takes what the centre sends, in order, each once, together with how far it has got. */
export function createFeedService(parts: Parts) {
  const { feed, transact, changes } = parts;

  function applyOne(item: FeedItem): void {
    switch (item.type) {
      case "catalogue.set":
        parts.catalogue.set(item.catalogue);
        break;
      case "staff.set":
        parts.staff.set(item.staff);
        break;
      case "collection-keys.set":
        parts.keys.set({ codeSalt: item.codeSalt, signingKeys: item.signingKeys });
        break;
      case "collection.pinned":
        parts.collections.pin(item.collection);
        break;
      case "collection.revoked":
        parts.collections.revoke(item.collectionId);
        break;
      default:
        assertNever(item);
    }
  }

  return {
    cursor: (): number => feed.cursor(),
    /** Items already applied change nothing; a gap is refused whole, so that nothing is skipped. */
    apply(items: readonly NumberedFeedItem[]): void {
      transact(() => {
        for (const { number, item } of items) {
          const cursor = feed.cursor();
          if (number <= cursor) continue;
          if (number !== cursor + 1) throw new Error(`feed item ${number} came after ${cursor}`);
          applyOne(item);
          feed.advance(number);
        }
      });
      changes.announce();
    },
  };
}
