import { type DeviceId, DeviceId as DeviceIdSchema, DeviceStatus } from "@drop-in/contracts";
import { z } from "zod";
import type { Sql } from "../db/sql.ts";
import { wordOf } from "./device.rules.ts";

const json = z.string().transform((text): unknown => JSON.parse(text));
const flag = z.number().transform((value) => value === 1);

/** As much of a device's latest word as decides whether a next one is newer, and where it was said to stand. */
const Heard = z.object({
  deviceId: DeviceIdSchema,
  siteId: z.string(),
  siteName: z.string(),
  connection: z.number().nullable(),
  beat: z.number().nullable(),
  online: flag.nullable(),
});
export type HeardStatus = z.infer<typeof Heard>;

export type KeptStatus = {
  status: DeviceStatus;
  heardAt: Date;
  troubled: boolean;
};

const Listed = z.object({
  deviceId: DeviceIdSchema,
  siteName: z.string(),
  version: z.string(),
  lastHeardAt: z.string(),
  status: json.pipe(DeviceStatus).nullable(),
  heardAt: z.string().nullable(),
  refusedEvents: z.number(),
});
export type ListedDevice = z.infer<typeof Listed>;

/** The same as `healthOf` decides for one, so that a country of devices can be sorted where they are kept. */
const state = `case
  when s.device_id is null then 'unknown'
  when s.online = 0 then 'down'
  when s.heard_at < :silentBefore then 'unknown'
  when s.troubled = 1 or s.outbox_oldest_at < :oldBefore then 'degraded'
  else 'up' end`;
const urgency = `case ${state}
  when 'down' then 0 when 'degraded' then 1 when 'unknown' then 2 else 3 end`;
const from = "from device d left join device_status s on s.device_id = d.device_id";
const refused = `(select count(*) from dead_letter l join lane using (lane_id)
  where lane.device_id = d.device_id) as "refusedEvents"`;
const selectList = `select d.device_id as "deviceId", d.site_name as "siteName", d.version,
  d.last_heard_at as "lastHeardAt", s.status_json as status, s.heard_at as "heardAt", ${refused}
  ${from} order by ${urgency}, d.site_name, d.device_id limit :limit`;
const selectCounts = `select ${state} as state, count(*) as count ${from} group by 1`;
const selectHeard = `select d.device_id as "deviceId", d.site_id as "siteId",
  d.site_name as "siteName", s.connection, s.beat, s.online ${from}
  where d.device_id = any(:ids)`;

export type Moments = { silentBefore: string; oldBefore: string };
const State = z.enum(["up", "degraded", "down", "unknown"]);

/** The latest word of each device. */
export function createStatusStore(sql: Sql) {
  return {
    /** Only of devices that were admitted. */
    async heard(ids: readonly DeviceId[]): Promise<Map<DeviceId, HeardStatus>> {
      const rows = (await sql.all(selectHeard, { ids })).map((row) => Heard.parse(row));
      return new Map(rows.map((row) => [row.deviceId, row]));
    },
    /** A new database of the device counts its connections anew. */
    async forget(deviceId: DeviceId): Promise<void> {
      await sql.run("delete from device_status where device_id = :deviceId", { deviceId });
    },
    async keep(latest: readonly KeptStatus[]): Promise<void> {
      await sql.insertMany({
        into: "device_status",
        columns: {
          ...{
            device_id: "text",
            connection: "int8",
            beat: "int8",
            online: "int8",
            status_json: "text",
          },
          ...{ troubled: "int8", outbox_oldest_at: "text", heard_at: "text" },
        },
        rows: latest.map(({ status, heardAt, troubled }) => [
          ...[status.deviceId, wordOf(status).connection, wordOf(status).beat],
          ...[status.online ? 1 : 0, JSON.stringify(status)],
          ...[troubled ? 1 : 0, status.online ? status.outbox.oldestAt : null],
          heardAt.toISOString(),
        ]),
        onConflict: `on conflict (device_id) do update set connection = excluded.connection,
          beat = excluded.beat,
          online = excluded.online, status_json = excluded.status_json,
          troubled = excluded.troubled, outbox_oldest_at = excluded.outbox_oldest_at,
          heard_at = excluded.heard_at`,
      });
    },
    /** Those in trouble first. */
    list: async (moments: Moments, limit: number): Promise<ListedDevice[]> =>
      (await sql.all(selectList, { ...moments, limit })).map((row) => Listed.parse(row)),
    async counts(moments: Moments): Promise<Record<z.infer<typeof State>, number>> {
      const counts = { up: 0, degraded: 0, down: 0, unknown: 0 };
      for (const row of await sql.all(selectCounts, moments)) {
        const { state, count } = z.object({ state: State, count: z.number() }).parse(row);
        counts[state] = count;
      }
      return counts;
    },
  };
}
