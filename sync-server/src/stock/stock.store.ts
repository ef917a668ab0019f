import {
  type DeviceId,
  DeviceId as DeviceIdSchema,
  type MachineId,
  MachineId as MachineIdSchema,
  SlotId,
  VariantId,
} from "@drop-in/contracts";
import { z } from "zod";
import type { Sql } from "../db/sql.ts";
import { keyOf, type Slot } from "./stock.rules.ts";

export type StockStore = ReturnType<typeof createStockStore>;

const SlotRow = z.object({
  deviceId: DeviceIdSchema,
  machineId: MachineIdSchema,
  slotId: SlotId,
  variantId: VariantId,
  lot: z.string(),
  stock: z.number(),
  par: z.number(),
  capacity: z.number(),
  locked: z.number().transform((flag) => flag === 1),
});
const BookRow = SlotRow.extend({ setAside: z.number() });
export type BookRow = z.infer<typeof BookRow>;

const columns = `device_id as "deviceId", machine_id as "machineId", slot_id as "slotId",
  variant_id as "variantId", lot, stock, par, capacity, locked`;
const setAside = `(select count(*) from collection c where c.machine_id = slot.machine_id
  and c.slot_id = slot.slot_id and c.state in ('on-machine', 'in-progress')
  and (c.expires_at > :now or c.state = 'in-progress')) as "setAside"`;
const lockMachines = `select ${columns} from slot where machine_id = any(:ids)
  order by machine_id, slot_id for update`;
const selectMachine = `select ${columns} from slot where machine_id = :machineId
  order by slot_id for update`;
const selectAll = `select ${columns}, ${setAside} from slot order by machine_id, slot_id
  limit :limit`;

/** The book of every slot. What is set aside is counted from collections. */
export function createStockStore(sql: Sql) {
  return {
    /** Key of the slot → its book; held until the transaction ends. */
    async lock(machineIds: readonly MachineId[]): Promise<Map<string, Slot>> {
      const rows = await sql.all(lockMachines, { ids: [...new Set(machineIds)] });
      const slots = rows.map((row) => SlotRow.parse(row));
      return new Map(slots.map((slot) => [keyOf(slot), slot]));
    },
    async keep(slots: readonly Slot[]): Promise<void> {
      await sql.insertMany({
        into: "slot",
        columns: {
          ...{ device_id: "text", machine_id: "text", slot_id: "text", variant_id: "text" },
          ...{ lot: "text", stock: "int8", par: "int8", capacity: "int8", locked: "int8" },
        },
        rows: slots.map((slot) => [
          ...[slot.deviceId, slot.machineId, slot.slotId, slot.variantId],
          ...[slot.lot, slot.stock, slot.par, slot.capacity, slot.locked ? 1 : 0],
        ]),
        onConflict: `on conflict (machine_id, slot_id) do update set
          device_id = excluded.device_id, variant_id = excluded.variant_id, lot = excluded.lot,
          stock = excluded.stock, par = excluded.par, capacity = excluded.capacity,
          locked = excluded.locked`,
      });
    },
    /** The device begins a new book: what its old one said no longer counts. */
    async forgetDevice(deviceId: DeviceId): Promise<void> {
      await sql.run("delete from slot where device_id = :deviceId", { deviceId });
    },
    /** In a transaction no other can promise from it at the same time. */
    async ofMachine(machineId: MachineId): Promise<Slot[]> {
      return (await sql.all(selectMachine, { machineId })).map((row) => SlotRow.parse(row));
    },
    all: async (now: string, limit: number): Promise<BookRow[]> =>
      (await sql.all(selectAll, { now, limit })).map((row) => BookRow.parse(row)),
  };
}
