import { ClockRecord, type DeviceId, type Epoch } from "@drop-in/contracts";
import { z } from "zod";
import type { Sql } from "../db/sql.ts";

const json = z.string().transform((text): unknown => JSON.parse(text));
const Row = z.object({
  clock: z.number(),
  bootId: z.string(),
  startedAtMs: z.number(),
  measured: json.nullable(),
});

/** The runs of each device's program, as their events name them. */
export function createClockStore(sql: Sql) {
  return {
    async keep(deviceId: DeviceId, epoch: Epoch, clocks: readonly ClockRecord[]): Promise<void> {
      const each = new Map(clocks.map((record) => [record.clock, record]));
      await sql.insertMany({
        into: "device_clock",
        columns: {
          ...{ device_id: "text", epoch: "text", clock: "int8", boot_id: "text" },
          ...{ started_at_ms: "int8", measured_json: "text" },
        },
        rows: [...each.values()].map(({ clock, bootId, startedAtMs, measured }) => [
          ...[deviceId, epoch, clock, bootId, startedAtMs],
          measured && JSON.stringify(measured),
        ]),
        onConflict: `on conflict (device_id, epoch, clock) do update
          set measured_json = excluded.measured_json
          where excluded.measured_json is distinct from device_clock.measured_json`,
      });
    },
    async of(deviceId: DeviceId, epoch: Epoch): Promise<Map<number, ClockRecord>> {
      const rows = await sql.all(
        `select clock, boot_id as "bootId", started_at_ms as "startedAtMs",
           measured_json as measured
         from device_clock where device_id = :deviceId and epoch = :epoch`,
        { deviceId, epoch },
      );
      const clocks = rows.map((row) => ClockRecord.parse(Row.parse(row)));
      return new Map(clocks.map((record) => [record.clock, record]));
    },
  };
}
