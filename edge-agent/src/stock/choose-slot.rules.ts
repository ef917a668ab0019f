import type { VariantId } from "@drop-in/contracts";
import type { Slot } from "./slot.store.ts";

/**
 * The slot to give this variant from: the one that expires first. Undefined when none may be used:
 * empty, promised away, locked, recalled or expired slots are never chosen (V6).
 */
export function chooseSlot(
  slots: readonly Slot[],
  variantId: VariantId,
  today: string,
): Slot | undefined {
  return slots
    .filter((slot) => slot.variantId === variantId && slot.stock > slot.setAside)
    .filter((slot) => mayVendFrom(slot, today))
    .sort((a, b) => expiryOf(a).localeCompare(expiryOf(b)) || b.stock - a.stock)[0];
}

/** Whether something may be vended from this slot at all. */
export function mayVendFrom(slot: Slot, today: string): boolean {
  return slot.stock > 0 && slot.lockReason === null && expiryOf(slot) >= today;
}

function expiryOf({ expiresOn }: Slot): string {
  return expiresOn ?? "9999-12-31";
}
