import type { DeviceId, Epoch, Stream } from "@drop-in/contracts";
import { z } from "zod";
import type { Sql } from "../db/sql.ts";

/** One stream of one database of one device: up to where it is in the record, and the highest number that has come. */
const Lane = z.object({ laneId: z.number(), cursor: z.number(), highest: z.number() });
export type Lane = z.infer<typeof Lane>;
const Stored = z.object({ seq: z.number(), json: z.string() });
export type StoredRow = z.infer<typeof Stored>;
export type DeadLetter = StoredRow & { why: string };

const lockLane = `select lane_id as "laneId", cursor, highest from lane
  join device using (device_id, epoch)
  where device_id = :deviceId and epoch = :epoch and stream = :stream for update of lane`;

/** Every event as it came, once, under (device, epoch, stream, seq). */
export function createInboxStore(sql: Sql) {
  return {
    /** Held until the transaction ends. Undefined when the device is not with us, or with another database now. */
    lock: async (deviceId: DeviceId, epoch: Epoch, stream: Stream): Promise<Lane | undefined> =>
      Lane.optional().parse(await sql.get(lockLane, { deviceId, epoch, stream })),
    async openLanes(deviceId: DeviceId, epoch: Epoch, streams: readonly Stream[]): Promise<void> {
      await sql.insertMany({
        into: "lane",
        columns: { device_id: "text", epoch: "text", stream: "text" },
        rows: streams.map((stream) => [deviceId, epoch, stream]),
        onConflict: "on conflict do nothing",
      });
    },
    async cursors(deviceId: DeviceId, epoch: Epoch): Promise<Map<string, number>> {
      const rows = await sql.all(
        "select stream, cursor from lane where device_id = :deviceId and epoch = :epoch",
        { deviceId, epoch },
      );
      const Cursor = z.object({ stream: z.string(), cursor: z.number() });
      return new Map(rows.map((row) => Cursor.parse(row)).map((row) => [row.stream, row.cursor]));
    },
    /** Whether this database of the device ever spoke here. */
    async hasLanes(deviceId: DeviceId, epoch: Epoch): Promise<boolean> {
      const text = "select 1 from lane where device_id = :deviceId and epoch = :epoch limit 1";
      return (await sql.get(text, { deviceId, epoch })) !== undefined;
    },
    /** How many were new. A number already stored changes nothing. */
    store: (laneId: number, rows: readonly StoredRow[], receivedAt: string): Promise<number> =>
      sql.insertMany({
        into: "inbox",
        columns: { lane_id: "int8", seq: "int8", row_json: "text", received_at: "text" },
        rows: rows.map(({ seq, json }) => [laneId, seq, json, receivedAt]),
        onConflict: "on conflict do nothing",
      }),
    async has(laneId: number, seq: number): Promise<boolean> {
      const text = "select 1 from inbox where lane_id = :laneId and seq = :seq";
      return (await sql.get(text, { laneId, seq })) !== undefined;
    },
    /** What is stored after a number, gaps and all. */
    async after(laneId: number, seq: number, limit: number): Promise<StoredRow[]> {
      const rows = await sql.all(
        `select seq, row_json as json from inbox where lane_id = :laneId and seq > :seq
         order by seq limit :limit`,
        { laneId, seq, limit },
      );
      return rows.map((row) => Stored.parse(row));
    },
    async move({ laneId, cursor, highest }: Lane): Promise<void> {
      await sql.run(
        "update lane set cursor = :cursor, highest = :highest where lane_id = :laneId",
        { laneId, cursor, highest },
      );
    },
    async noteLost(lane: Lane, toSeq: number, at: string): Promise<void> {
      await sql.run(
        `insert into lost_range (lane_id, from_seq, to_seq, noted_at)
         values (:laneId, :fromSeq, :toSeq, :at)`,
        { laneId: lane.laneId, fromSeq: lane.cursor + 1, toSeq, at },
      );
    },
    async bury(laneId: number, letters: readonly DeadLetter[], at: string): Promise<void> {
      await sql.insertMany({
        into: "dead_letter",
        columns: { lane_id: "int8", seq: "int8", why: "text", row_json: "text", at: "text" },
        rows: letters.map(({ seq, why, json }) => [laneId, seq, why, json, at]),
        onConflict: "on conflict do nothing",
      });
    },
  };
}
