import type { DeviceId, MachineId, SlotId, VariantId } from "@drop-in/contracts";

export type Slot = {
  deviceId: DeviceId;
  machineId: MachineId;
  slotId: SlotId;
  variantId: VariantId;
  lot: string;
  stock: number;
  par: number;
  capacity: number;
  locked: boolean;
};
export type Loaded = Omit<Slot, "deviceId" | "stock" | "locked"> & { count: number };

/** The book is loaded − dispensed ± adjustments; what another variant left in the slot is not of this one. */
export function afterLoaded(before: Slot | undefined, deviceId: DeviceId, loaded: Loaded): Slot {
  const { count, ...rest } = loaded;
  const left = before?.variantId === loaded.variantId ? before.stock : 0;
  return { ...rest, deviceId, stock: left + count, locked: before?.locked ?? false };
}

export function afterAdjusted(before: Slot, change: number): Slot {
  return { ...before, stock: before.stock + change };
}

/** One slot among all machines. */
export const keyOf = ({ machineId, slotId }: Pick<Slot, "machineId" | "slotId">): string =>
  `${machineId} ${slotId}`;
