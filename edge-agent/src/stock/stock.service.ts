import type { MachinePlan, SlotId, SlotLockReason, StaffId } from "@drop-in/contracts";
import type { Transact } from "@drop-in/foundation";
import type { RecordEvent } from "../outbox/record-event.ts";
import { isLockKept, type Slot, type SlotStore } from "./slot.store.ts";

export type StockService = ReturnType<typeof createStockService>;

type Parts = { slots: SlotStore; record: RecordEvent; transact: Transact };

/** The book of the machine. Every change is a fact for the centre, in the same transaction. */
export function createStockService({ slots, record, transact }: Parts) {
  const machineId = () => slots.machineId();

  function adjusted(slotId: SlotId, change: number, reason: "planogram" | "test-vend"): void {
    const payload = { machineId: machineId(), slotId, change, reason };
    record({ type: "stock.adjusted.v1", payload });
  }

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
    /**
     * The planogram was laid out anew. A slot that still holds the same variant and lot keeps its own book; what
     * was in the others was taken out, and what is in them now is loaded (V5).
     */
    relay(plan: MachinePlan): void {
      const before = new Map(slots.all().map((slot) => [slot.slotId, slot]));
      for (const planned of plan.slots) {
        const { slotId, variantId, lot, stock, capacity, par } = planned;
        const old = before.get(slotId);
        before.delete(slotId);
        if (old && old.variantId === variantId && old.lot === lot) {
          slots.lay({ ...planned, stock: Math.min(old.stock, capacity) });
          if (old.stock > capacity) adjusted(slotId, capacity - old.stock, "planogram");
          continue;
        }
        if (old && old.stock > 0) adjusted(slotId, -old.stock, "planogram");
        slots.lay(planned);
        const loaded = { slotId, variantId, lot, count: stock, capacity, par };
        record({ type: "stock.loaded.v1", payload: { machineId: machineId(), ...loaded } });
      }
      for (const { slotId, stock } of before.values()) {
        if (stock > 0) adjusted(slotId, -stock, "planogram");
        slots.remove(slotId);
      }
    },
    testVended(slotId: SlotId): void {
      if ((slots.find(slotId)?.stock ?? 0) === 0) return;
      slots.changeStock(slotId, -1);
      adjusted(slotId, -1, "test-vend");
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
      const slot = slots.find(slotId);
      if (!slot || !isLockKept(slot)) return; // a recall is lifted by the centre, not by a look
      slots.unlock(slotId);
      record({ type: "slot.unlocked.v1", payload: { machineId: machineId(), slotId, staffId } });
    },
  };
}
