import type { DeviceId, FeedItem, NumberedFeedItem } from "@drop-in/contracts";
import { z } from "zod";
import type { Sql } from "../db/sql.ts";

const json = z.string().transform((text): unknown => JSON.parse(text));
const Item = z.object({ number: z.number(), item: json });

/** How far the device is, the last number given, and the first that is still kept. */
const Place = z.object({ cursor: z.number(), last: z.number(), first: z.number().nullable() });
export type FeedPlace = z.infer<typeof Place>;

const selectPlace = `select feed_cursor as cursor, feed_last as last,
  (select min(number) from feed_item f where f.device_id = device.device_id) as first
  from device where device_id = :deviceId`;

/** What goes down to each device, numbered without gaps. */
export function createFeedStore(sql: Sql) {
  return {
    place: async (deviceId: DeviceId): Promise<FeedPlace | undefined> =>
      Place.optional().parse(await sql.get(selectPlace, { deviceId })),
    /** Nothing is added until the transaction ends. */
    lock: async (deviceId: DeviceId): Promise<FeedPlace | undefined> =>
      Place.optional().parse(await sql.get(`${selectPlace} for update`, { deviceId })),
    /** Takes the next numbers, and with them the device's turn until the transaction ends. */
    async add(deviceId: DeviceId, items: readonly FeedItem[]): Promise<void> {
      const count = items.length;
      await sql.run(
        "update device set feed_last = feed_last + :count where device_id = :deviceId",
        { deviceId, count },
      );
      const row = await sql.get(
        "select feed_last as last from device where device_id = :deviceId",
        { deviceId },
      );
      const { last } = z.object({ last: z.number() }).parse(row);
      await sql.insertMany({
        into: "feed_item",
        columns: { device_id: "text", number: "int8", item_json: "text" },
        rows: items.map((item, at) => [deviceId, last - count + 1 + at, JSON.stringify(item)]),
      });
    },
    /** The same to every device there is. */
    async addToAll(item: FeedItem): Promise<void> {
      await sql.run("update device set feed_last = feed_last + 1");
      await sql.run(
        `insert into feed_item (device_id, number, item_json)
         select device_id, feed_last, :item from device where true on conflict do nothing`,
        { item: JSON.stringify(item) },
      );
    },
    async after(deviceId: DeviceId, cursor: number, limit: number): Promise<NumberedFeedItem[]> {
      const rows = await sql.all(
        `select number, item_json as item from feed_item
         where device_id = :deviceId and number > :cursor order by number limit :limit`,
        { deviceId, cursor, limit },
      );
      return rows.map((row) => Item.parse(row));
    },
    /** Nothing is kept, and a number is left out: until the device has everything anew, no item follows where it is. */
    async beginAnew(deviceId: DeviceId, cursor: number): Promise<void> {
      await sql.run("delete from feed_item where device_id = :deviceId", { deviceId });
      await sql.run(
        `update device set feed_cursor = :cursor, feed_last = 1 +
           case when feed_last > :cursor then feed_last else :cursor end
         where device_id = :deviceId`,
        { deviceId, cursor },
      );
    },
    /** Whether that is further than it was; a database of before has no say. */
    async applied(deviceId: DeviceId, epoch: string, cursor: number, at: string): Promise<boolean> {
      const moved = await sql.run(
        `update device set feed_cursor = :cursor where device_id = :deviceId and epoch = :epoch
           and feed_cursor < :cursor and feed_last >= :cursor`,
        { deviceId, epoch, cursor },
      );
      if (moved === 0) return false;
      await sql.run(
        `update feed_item set applied_at = :at
         where device_id = :deviceId and number <= :cursor and applied_at is null`,
        { deviceId, cursor, at },
      );
      return true;
    },
    async standsAt(deviceId: DeviceId, cursor: number): Promise<void> {
      await sql.run("update device set feed_cursor = :cursor where device_id = :deviceId", {
        ...{ deviceId, cursor },
      });
    },
    /** Deletes what was applied before a moment; how many that were. */
    forgetApplied: (before: string): Promise<number> =>
      sql.run("delete from feed_item where applied_at < :before", { before }),
  };
}
