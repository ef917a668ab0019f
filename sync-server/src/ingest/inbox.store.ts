import type { DeviceId, Epoch, Stream } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type InboxStore = ReturnType<typeof createInboxStore>;

/** One stream of one database of one device, and up to where it is in the record. */
export type Lane = { laneId: number; cursor: number };
export type StoredEvent = { json: string; refused: string | null };

/** Every event as it came, once, under (device, epoch, stream, seq). */
export function createInboxStore(db: Db) {
  const insertLane = db.prepare(
    "insert into lane (device_id, epoch, stream) values (?, ?, ?) on conflict do nothing",
  );
  const selectLane = db.prepare<[string, string, string], Lane>(
    "select lane_id as laneId, cursor from lane where device_id = ? and epoch = ? and stream = ?",
  );
  const insert = db.prepare(
    `insert into inbox (lane_id, seq, event_json, received_at, refused)
     values (?, ?, ?, ?, ?) on conflict do nothing`,
  );
  const select = db.prepare<[number, number], StoredEvent>(
    "select event_json as json, refused from inbox where lane_id = ? and seq = ?",
  );
  const markRefused = db.prepare("update inbox set refused = ? where lane_id = ? and seq = ?");
  const move = db.prepare("update lane set cursor = ? where lane_id = ?");
  const insertLost = db.prepare(
    "insert into lost_range (lane_id, from_seq, to_seq, noted_at) values (?, ?, ?, ?)",
  );
  const countRefused = db.prepare<[], { deviceId: string; count: number }>(
    `select device_id as deviceId, count(*) as count from inbox join lane using (lane_id)
       where refused is not null group by device_id`,
  );

  return {
    lane(deviceId: DeviceId, epoch: Epoch, stream: Stream): Lane {
      const known = selectLane.get(deviceId, epoch, stream);
      if (known) return known;
      insertLane.run(deviceId, epoch, stream);
      return selectLane.get(deviceId, epoch, stream) ?? { laneId: 0, cursor: 0 };
    },
    /** Whether it was new. A number already stored changes nothing. */
    store(laneId: number, seq: number, event: StoredEvent, receivedAt: string): boolean {
      return insert.run(laneId, seq, event.json, receivedAt, event.refused).changes === 1;
    },
    find: (laneId: number, seq: number): StoredEvent | undefined => select.get(laneId, seq),
    refuse(laneId: number, seq: number, why: string): void {
      markRefused.run(why, laneId, seq);
    },
    moveCursor(laneId: number, cursor: number): void {
      move.run(cursor, laneId);
    },
    noteLost(laneId: number, fromSeq: number, toSeq: number, at: string): void {
      insertLost.run(laneId, fromSeq, toSeq, at);
    },
    /** Device id → how many of its events were kept without being understood. */
    refusedByDevice(): Map<string, number> {
      return new Map(countRefused.all().map(({ deviceId, count }) => [deviceId, count]));
    },
  };
}
