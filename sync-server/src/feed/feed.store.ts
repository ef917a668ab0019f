import { type DeviceId, FeedItem, type NumberedFeedItem } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type FeedStore = ReturnType<typeof createFeedStore>;

/** What goes down to each device, numbered without gaps. */
export function createFeedStore(db: Db) {
  const insert = db.prepare(
    "insert into feed_item (device_id, number, item_json) values (?, ?, ?)",
  );
  const range = db.prepare<[string], { first: number | null; last: number | null }>(
    "select min(number) as first, max(number) as last from feed_item where device_id = ?",
  );
  const select = db.prepare<[string, number, number], { number: number; json: string }>(
    `select number, item_json as json from feed_item
     where device_id = ? and number > ? order by number limit ?`,
  );
  const clear = db.prepare("delete from feed_item where device_id = ?");

  return {
    add(deviceId: DeviceId, number: number, item: FeedItem): void {
      insert.run(deviceId, number, JSON.stringify(item));
    },
    /** The numbers kept; undefined when there are none. */
    range(deviceId: DeviceId): { first: number; last: number } | undefined {
      const { first, last } = range.get(deviceId) ?? { first: null, last: null };
      return first === null || last === null ? undefined : { first, last };
    },
    after(deviceId: DeviceId, cursor: number, limit: number): NumberedFeedItem[] {
      return select
        .all(deviceId, cursor, limit)
        .map(({ number, json }) => ({ number, item: FeedItem.parse(JSON.parse(json)) }));
    },
    clear(deviceId: DeviceId): void {
      clear.run(deviceId);
    },
  };
}
