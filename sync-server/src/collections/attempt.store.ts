import type {
  AttemptId,
  AttemptOutcome,
  CollectionId,
  DeviceId,
  PersonAnswer,
  Resolution,
  SlotId,
} from "@drop-in/contracts";
import { countsOf } from "../db/counts-of.ts";
import type { Sql } from "../db/sql.ts";
import type { LifeStore } from "../record/lives.ts";

export type AttemptStore = ReturnType<typeof createAttemptStore>;

export type Intended = {
  collectionId: CollectionId;
  deviceId: DeviceId;
  slotId: SlotId;
  at: string;
};
export type AttemptChange = {
  outcome?: AttemptOutcome["kind"];
  answer?: PersonAnswer;
  resolution?: Resolution;
};

const key = { attempt_id: "text" } as const;
const told = ["outcome", "answer", "resolution"] as const;

/** Physical tries, as the devices told them. */
export function createAttemptStore(sql: Sql) {
  const attempts: LifeStore<AttemptId, Intended, AttemptChange> = {
    begin: (lives) =>
      sql.insertMany({
        into: "attempt",
        columns: {
          ...{ ...key, collection_id: "text", device_id: "text", slot_id: "text" },
          ...{ intended_at: "text", outcome: "text", answer: "text", resolution: "text" },
        },
        rows: lives.map(({ id, begun: { collectionId, deviceId, slotId, at }, change }) => [
          ...[id, collectionId, deviceId, slotId, at],
          ...told.map((column) => change?.[column] ?? null),
        ]),
        onConflict: "on conflict do nothing",
      }),
    async change(changes) {
      for (const column of told) {
        const rows = changes.flatMap(({ id, change: { [column]: said } }) =>
          said === undefined ? [] : [[id, said]],
        );
        if (rows.length > 0) {
          await sql.updateMany({ table: "attempt", key, set: { [column]: "text" }, rows });
        }
      }
    },
  };

  return {
    attempts,
    /** Device id → unclear attempts that nobody has looked at yet. */
    async unresolvedByDevice(): Promise<Map<string, number>> {
      const rows = await sql.all(
        `select device_id as "deviceId", count(*) as count from attempt
         where outcome = 'unclear' and resolution is null group by device_id`,
      );
      return countsOf(rows);
    },
  };
}
