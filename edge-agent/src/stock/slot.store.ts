import {
  type MachineId,
  type MachinePlan,
  PlannedSlot,
  SlotId,
  SlotLockReason,
  VariantId,
} from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type Slot = {
  machineId: MachineId;
  slotId: SlotId;
  selection: number;
  variantId: VariantId;
  capacity: number;
  par: number;
  lot: string;
  expiresOn: string | null;
  stock: number;
  /** How many of the stock are promised to a collection. */
  setAside: number;
  /** Why nothing may leave it. `recalled` is not kept: it is so for as long as a recall names what the slot holds. */
  lockReason: SlotLockReason | null;
  row: "upper" | "middle" | "lower" | null;
};
export type SlotStore = ReturnType<typeof createSlotStore>;

type Row = {
  slot_id: string;
  selection: number;
  variant_id: string;
  capacity: number;
  par: number;
  lot: string;
  expires_on: string | null;
  stock: number;
  set_aside: number;
  lock_reason: string | null;
  recalled: number;
  row: string | null;
};

/** What each slot of the machine holds, by the book. */
export function createSlotStore(db: Db, machineId: () => MachineId) {
  const insert = db.prepare(`
    insert into slot (machine_id, slot_id, selection, variant_id, capacity, par, lot, expires_on, stock, row)
    values (:machineId, :slotId, :selection, :variantId, :capacity, :par, :lot, :expiresOn, :stock, :row)`);
  const selectAll = db.prepare<[string], Row>(`
    select slot.*, (
      select count(*) from collection
      where collection.machine_id = slot.machine_id and collection.slot_id = slot.slot_id
        and collection.state in ('ready', 'in-progress')
    ) as set_aside, exists (
      select 1 from recalled_item as item
      where item.variant_id = slot.variant_id and (item.lot is null or item.lot = upper(trim(slot.lot)))
    ) as recalled
    from slot where machine_id = ? order by slot_id`);
  const upsert = db.prepare(`
    insert into slot (machine_id, slot_id, selection, variant_id, capacity, par, lot, expires_on, stock, row)
    values (:machineId, :slotId, :selection, :variantId, :capacity, :par, :lot, :expiresOn, :stock, :row)
    on conflict (machine_id, slot_id) do update set selection = :selection, variant_id = :variantId,
      capacity = :capacity, par = :par, lot = :lot, expires_on = :expiresOn, stock = :stock, row = :row`);
  const remove = db.prepare("delete from slot where machine_id = ? and slot_id = ?");
  const changeStock = db.prepare(
    "update slot set stock = stock + ? where machine_id = ? and slot_id = ?",
  );
  const setLock = db.prepare(
    "update slot set lock_reason = ? where machine_id = ? and slot_id = ?",
  );

  const all = (): Slot[] =>
    selectAll.all(machineId()).map((row) => ({
      machineId: machineId(),
      slotId: SlotId.parse(row.slot_id),
      selection: row.selection,
      variantId: VariantId.parse(row.variant_id),
      capacity: row.capacity,
      par: row.par,
      lot: row.lot,
      expiresOn: row.expires_on,
      stock: row.stock,
      setAside: row.set_aside,
      lockReason: lockReasonOf(row),
      row: PlannedSlot.shape.row.unwrap().nullable().parse(row.row),
    }));

  return {
    machineId,
    all,
    find: (slotId: SlotId): Slot | undefined => all().find((slot) => slot.slotId === slotId),
    load(plan: MachinePlan): void {
      for (const { expiresOn, row, ...slot } of plan.slots) {
        insert.run({
          ...slot,
          machineId: machineId(),
          expiresOn: expiresOn ?? null,
          row: row ?? null,
        });
      }
    },
    /** As the planogram has it now. A lock stays: only a look takes it away. */
    lay({ expiresOn, row, ...slot }: PlannedSlot): void {
      const more = { machineId: machineId(), expiresOn: expiresOn ?? null, row: row ?? null };
      upsert.run({ ...slot, ...more });
    },
    remove(slotId: SlotId): void {
      remove.run(machineId(), slotId);
    },
    changeStock(slotId: SlotId, change: number): void {
      changeStock.run(change, machineId(), slotId);
    },
    lock(slotId: SlotId, reason: SlotLockReason): void {
      setLock.run(reason, machineId(), slotId);
    },
    unlock(slotId: SlotId): void {
      setLock.run(null, machineId(), slotId);
    },
  };
}

/** A lock that wants a look shows before a recall, which does not. */
function lockReasonOf({ lock_reason: kept, recalled }: Row): SlotLockReason | null {
  if (kept !== null) return SlotLockReason.parse(kept);
  return recalled === 1 ? "recalled" : null;
}

/** Whether a look has something to take away, or to put there. */
export function isLockKept({ lockReason }: Slot): boolean {
  return lockReason !== null && lockReason !== "recalled";
}
