import {
  type DeviceId,
  DeviceId as DeviceIdSchema,
  type MachineId,
  MachineId as MachineIdSchema,
  type SlotId,
  SlotId as SlotIdSchema,
  type VariantId,
  VariantId as VariantIdSchema,
} from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";
import { z } from "zod";

export type StockStore = ReturnType<typeof createStockStore>;

const BookRow = z.object({
  deviceId: DeviceIdSchema,
  machineId: MachineIdSchema,
  slotId: SlotIdSchema,
  variantId: VariantIdSchema,
  lot: z.string(),
  stock: z.number(),
  par: z.number(),
  capacity: z.number(),
  locked: z.number().transform((flag) => flag === 1),
  setAside: z.number(),
});
export type BookRow = z.infer<typeof BookRow>;

type Place = { machineId: MachineId; slotId: SlotId };
type Loaded = Place & {
  variantId: VariantId;
  lot: string;
  count: number;
  par: number;
  capacity: number;
};

/** The book of every slot: loaded − dispensed ± adjustments. What is set aside is counted from collections. */
export function createStockStore(db: Db) {
  const load = db.prepare(
    `insert into slot (device_id, machine_id, slot_id, variant_id, lot, stock, par, capacity)
     values (:deviceId, :machineId, :slotId, :variantId, :lot, :count, :par, :capacity)
     on conflict (machine_id, slot_id) do update set
       stock = iif(slot.variant_id = excluded.variant_id, slot.stock, 0) + excluded.stock,
       device_id = excluded.device_id, variant_id = excluded.variant_id, lot = excluded.lot,
       par = excluded.par, capacity = excluded.capacity`,
  );
  const adjust = db.prepare(
    "update slot set stock = stock + :change where machine_id = :machineId and slot_id = :slotId",
  );
  const lock = db.prepare("update slot set locked = ? where machine_id = ? and slot_id = ?");
  const forgetDevice = db.prepare("delete from slot where device_id = ?");
  const selectAll = db.prepare(
    `select device_id as deviceId, machine_id as machineId, slot_id as slotId,
       variant_id as variantId, lot, stock, par, capacity, locked,
       (select count(*) from collection c where c.machine_id = slot.machine_id
          and c.slot_id = slot.slot_id and c.state in ('on-machine', 'in-progress')
          and (c.expires_at > :now or c.state = 'in-progress')) as setAside
     from slot order by machine_id, slot_id`,
  );

  return {
    loaded(loaded: Loaded, deviceId: DeviceId): void {
      load.run({ ...loaded, deviceId });
    },
    adjusted({ machineId, slotId, change }: Place & { change: number }): void {
      adjust.run({ machineId, slotId, change });
    },
    setLocked({ machineId, slotId }: Place, locked: boolean): void {
      lock.run(locked ? 1 : 0, machineId, slotId);
    },
    /** The device begins a new book: what its old one said no longer counts. */
    forgetDevice(deviceId: DeviceId): void {
      forgetDevice.run(deviceId);
    },
    all: (now: string): BookRow[] => selectAll.all({ now }).map((row) => BookRow.parse(row)),
  };
}
