import { DeviceId, Recall, type RecallId, SlotId } from "@drop-in/contracts";
import { z } from "zod";
import type { Sql } from "../db/sql.ts";

export type RecallStore = ReturnType<typeof createRecallStore>;
/** Which slots of a device a recall blocks, as the device says. */
export type RecallWord = { recallId: RecallId; deviceId: DeviceId; slots: SlotId[]; at: string };

const fromJson = z.string().transform((text): unknown => JSON.parse(text));
const Kept = z.object({
  recall: fromJson.pipe(Recall),
  madeAt: z.string(),
  liftedAt: z.string().nullable(),
  heardBy: z.number(),
});
export type KeptRecall = z.infer<typeof Kept>;
const Word = z.object({
  deviceId: DeviceId,
  slots: fromJson.pipe(z.array(SlotId)),
  at: z.string(),
});

const select = `select recall_json as recall, made_at as "madeAt", lifted_at as "liftedAt",
  (select count(*) from recall_heard h where h.recall_id = recall.recall_id) as "heardBy"
  from recall`;

/** What must not be given, and which machines have said that they do not. */
export function createRecallStore(sql: Sql) {
  return {
    async add(recall: Recall, at: string, by: string): Promise<boolean> {
      const changed = await sql.run(
        `insert into recall (recall_id, recall_json, made_at, made_by)
         values (:recallId, :json, :at, :by) on conflict do nothing`,
        { recallId: recall.recallId, json: JSON.stringify(recall), at, by },
      );
      return changed === 1;
    },
    /** False when it was lifted before, or never made. */
    async lift(recallId: RecallId, at: string, by: string): Promise<boolean> {
      const changed = await sql.run(
        `update recall set lifted_at = :at, lifted_by = :by
         where recall_id = :recallId and lifted_at is null`,
        { recallId, at, by },
      );
      return changed === 1;
    },
    async active(): Promise<Recall[]> {
      const rows = await sql.all(`${select} where lifted_at is null order by made_at`);
      return rows.map((row) => Kept.parse(row).recall);
    },
    async latest(limit: number): Promise<KeptRecall[]> {
      const rows = await sql.all(`${select} order by made_at desc limit :limit`, { limit });
      return rows.map((row) => Kept.parse(row));
    },
    async words(recallId: RecallId): Promise<z.infer<typeof Word>[]> {
      const rows = await sql.all(
        `select device_id as "deviceId", slots_json as slots, at from recall_heard
         where recall_id = :recallId order by device_id`,
        { recallId },
      );
      return rows.map((row) => Word.parse(row));
    },
    async heard(words: readonly RecallWord[]): Promise<void> {
      await sql.insertMany({
        into: "recall_heard",
        columns: { recall_id: "text", device_id: "text", slots_json: "text", at: "text" },
        rows: words.map(({ recallId, deviceId, slots, at }) => [
          ...[recallId, deviceId, JSON.stringify(slots), at],
        ]),
        onConflict: `on conflict (recall_id, device_id) do update set
          slots_json = excluded.slots_json, at = excluded.at`,
      });
    },
  };
}
