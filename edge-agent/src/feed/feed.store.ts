import type { Db } from "@drop-in/foundation";

export type FeedStore = ReturnType<typeof createFeedStore>;
export type RefusedItem = { number: number; type: string; why: string; refusedAt: string };

const KEPT_REFUSED = 100;

/** How far this device is in what the centre sends down, and what of it could not be applied. */
export function createFeedStore(db: Db) {
  const select = db.prepare<[], number>("select feed_cursor from device").pluck();
  const update = db.prepare("update device set feed_cursor = ?");
  const insertRefused = db.prepare(
    "insert into feed_refused (number, type, why, refused_at) values (:number, :type, :why, :refusedAt)",
  );
  const trimRefused = db.prepare(
    "delete from feed_refused where rowid <= (select max(rowid) from feed_refused) - ?",
  );
  const selectRefused = db.prepare<[], RefusedItem>(
    "select number, type, why, refused_at as refusedAt from feed_refused order by rowid desc",
  );

  return {
    cursor: (): number => select.get() ?? 0,
    advance(to: number): void {
      update.run(to);
    },
    /** What the item held is not kept: it may be words for one person. */
    refuse(item: RefusedItem): void {
      insertRefused.run(item);
      trimRefused.run(KEPT_REFUSED);
    },
    /** Newest first. */
    refused: (): RefusedItem[] => selectRefused.all(),
  };
}
