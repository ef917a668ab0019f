import { assertNever, type Handover, type MachineKind, type SlotId } from "@drop-in/contracts";
import type { Slot } from "../stock/slot.store.ts";

/** How the person gets what is in this slot, and what is printed on its door. */
export function handoverOf(kind: MachineKind, slots: readonly Slot[], slotId: SlotId): Handover {
  const slot = slots.find((each) => each.slotId === slotId);
  switch (kind) {
    case "spiral":
      return { kind: "tray" };
    case "locker":
      return { kind: "door", label: doorLabel(slots, slotId), row: slot?.row ?? null };
    case "keypad":
      return { kind: "keypad", number: slot?.selection ?? 0 };
    default:
      return assertNever(kind);
  }
}

/** "7" where every door has the same letter, else "B7". */
function doorLabel(slots: readonly Slot[], slotId: SlotId): string {
  const number = String(Number(slotId.slice(1)));
  const letters = new Set(slots.map((slot) => slot.slotId[0]));
  return letters.size > 1 ? `${slotId[0]}${number}` : number;
}
