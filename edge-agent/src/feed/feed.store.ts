import type { Db } from "@drop-in/foundation";

export type FeedStore = ReturnType<typeof createFeedStore>;

/** How far this device is in what the centre sends down. */
export function createFeedStore(db: Db) {
  const select = db.prepare<[], number>("select feed_cursor from device").pluck();
  const update = db.prepare("update device set feed_cursor = ?");
  return {
    cursor: (): number => select.get() ?? 0,
    advance(to: number): void {
      update.run(to);
    },
  };
}
