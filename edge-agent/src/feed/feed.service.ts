import { type FeedItem, type NumberedFeedItem, readFeedItem } from "@drop-in/contracts";
import { type Changes, type Log, reasonOf, type Transact } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import type { Savepoint } from "../storage/storage.ts";
import { type Appliers, applyItem, forgetUnnamed } from "./apply-item.ts";
import type { FeedStore } from "./feed.store.ts";
import { createGathering, type SnapshotPart } from "./gather-snapshot.ts";

type Parts = Appliers & {
  feed: FeedStore;
  transact: Transact;
  savepoint: Savepoint;
  changes: Changes;
  clock: Clock;
  log: Log;
};

/** Takes what the centre sends, in order, each once, together with how far it has got. */
export function createFeedService(parts: Parts) {
  const { feed, transact, savepoint, changes, clock, log } = parts;
  const gather = createGathering();

  /**
   * One that is for a newer device is passed over. One that cannot be applied because of what it holds is refused by itself:
   * it would fail the same for ever, and everything behind it would wait. A failing disk stops everything instead.
   */
  function take(number: number, raw: unknown): FeedItem | undefined {
    const item = readFeedItem(raw);
    if (!item) {
      log.warn({ event: "feed.item-not-known", number, type: typeOf(raw) });
      return undefined;
    }
    const done = savepoint(() => applyItem(parts, item));
    if (done.kind === "undone") {
      const { type } = item;
      const why = reasonOf(done.error).slice(0, 200);
      feed.refuse({ number, type, why, refusedAt: clock.now().toISOString() });
      log.error({ event: "feed.item-refused", number, type, why });
    }
    return item;
  }

  function done(): void {
    parts.planogram.settle();
    changes.announce();
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
          take(number, item);
          feed.advance(number);
        }
      });
      done();
    },
    /**
     * Everything this device must know, in parts. Applied when the last part is here, in one transaction; what comes
     * and goes, and is not in it, is gone. One of a number that was passed long ago changes nothing.
     */
    snapshot(part: SnapshotPart): "applied" | "more-to-come" | "late" | "too-big" {
      if (part.through < feed.cursor()) return "late";
      const gathered = gather(part);
      if (gathered.kind === "too-big") log.error({ event: "feed.snapshot-too-big" });
      if (gathered.kind !== "whole") return gathered.kind;
      const { through, items } = gathered;
      transact(() => {
        const read = items.flatMap((item) => take(through, item) ?? []);
        forgetUnnamed(parts, read);
        feed.advance(through);
      });
      done();
      return "applied";
    },
    refused: feed.refused,
  };
}

/** Only what looks like the name of a type: what else it may hold is nobody's to log. */
function typeOf(raw: unknown): string {
  if (typeof raw !== "object" || raw === null || !("type" in raw)) return "none";
  const type = String(raw.type);
  return /^[a-z.-]{1,40}$/.test(type) ? type : "unreadable";
}
