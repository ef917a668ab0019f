import type { DeviceId, HelpId } from "@drop-in/contracts";
import { countsOf } from "../db/counts-of.ts";
import type { Sql } from "../db/sql.ts";
import type { LifeStore } from "../record/lives.ts";

export type HelpStore = ReturnType<typeof createHelpStore>;

type Asked = { deviceId: DeviceId; at: string };
type Answered = { at: string };

const key = { help_id: "text" } as const;

/** "Get a person", pressed on a screen and not yet answered. */
export function createHelpStore(sql: Sql) {
  const calls: LifeStore<HelpId, Asked, Answered> = {
    begin: (lives) =>
      sql.insertMany({
        into: "help",
        columns: { ...key, device_id: "text", asked_at: "text", answered_at: "text" },
        rows: lives.map(({ id, begun, change }) => [
          id,
          begun.deviceId,
          begun.at,
          change?.at ?? null,
        ]),
        onConflict: "on conflict do nothing",
      }),
    async change(changes) {
      const rows = changes.map(({ id, change }) => [id, change.at]);
      await sql.updateMany({ table: "help", key, set: { answered_at: "text" }, rows });
    },
  };

  return {
    calls,
    /** Device id → open calls for help since a moment. */
    async openSince(at: string): Promise<Map<string, number>> {
      const rows = await sql.all(
        `select device_id as "deviceId", count(*) as count from help
         where answered_at is null and asked_at >= :at group by device_id`,
        { at },
      );
      return countsOf(rows);
    },
  };
}
