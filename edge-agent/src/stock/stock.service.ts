import type { MachinePlan, SlotId, SlotLockReason, StaffId } from "@drop-in/contracts";
import type { Transact } from "@drop-in/foundation";
import type { RecordEvent } from "../outbox/record-event.ts";
import type { Slot, SlotStore } from "./slot.store.ts";

export type StockService = ReturnType<typeof createStockService>;

type Parts = { slots: SlotStore; record: RecordEvent; transact: Transact };

/** The book of the machine. Every change is a fact for the centre, in the same transaction. */
export function createStockService({ slots, record, transact }: Parts) {
  const machineId = () => slots.machineId();

  return {
    slots: (): Slot[] => slots.all(),
    find: (slotId: SlotId): Slot | undefined => slots.find(slotId),

    /** Takes what commissioning left behind, once: a machine that has slots keeps its own book. */
    commission(plan: MachinePlan): void {
      if (slots.all().length > 0) return;
      transact(() => {
        slots.load(plan);
        for (const { slotId, variantId, lot, stock, capacity, par } of plan.slots) {
          const loaded = {
            machineId: machineId(),
            slotId,
            variantId,
            lot,
            count: stock,
            capacity,
            par,
          };
          record({ type: "stock.loaded.v1", payload: loaded });
        }
      });
    },
    dispensed(slotId: SlotId): void {
      // The book may already say zero when a person proved it wrong; stock is never negative (V6).
      if ((slots.find(slotId)?.stock ?? 0) === 0) return;
      slots.changeStock(slotId, -1);
      record({
        type: "stock.adjusted.v1",
        payload: { machineId: machineId(), slotId, change: -1, reason: "dispensed" },
      });
    },
    counted(slotId: SlotId, count: number): void {
      const change = count - (slots.find(slotId)?.stock ?? 0);
      if (change === 0) return;
      slots.changeStock(slotId, change);
      record({
        type: "stock.adjusted.v1",
        payload: { machineId: machineId(), slotId, change, reason: "blind-count" },
      });
    },
    lock(slotId: SlotId, reason: SlotLockReason): void {
      slots.lock(slotId, reason);
      record({ type: "slot.locked.v1", payload: { machineId: machineId(), slotId, reason } });
    },
    unlock(slotId: SlotId, staffId: StaffId): void {
      if (slots.find(slotId)?.lockReason === null) return;
      slots.unlock(slotId);
      record({ type: "slot.unlocked.v1", payload: { machineId: machineId(), slotId, staffId } });
    },
  };
}
