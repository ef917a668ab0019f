import type { MachineState, PrinterState, ScannerState, StaffSlot } from "@drop-in/contracts";

/** How a sign is drawn: filled, triangle, or hollow. Unknown is hollow, never filled. */
export type Tone = "good" | "attention" | "unknown";

export const linkTone: Record<MachineState["link"], Tone> = {
  online: "good",
  stale: "unknown",
  offline: "attention",
};

export const doorTone: Record<MachineState["door"], Tone> = {
  closed: "good",
  open: "attention",
  unknown: "unknown",
};

export const vendingTone: Record<MachineState["vending"], Tone> = {
  ready: "good",
  paused: "attention",
};

export const printerTone: Record<PrinterState, Tone> = {
  ready: "good",
  "paper-low": "attention",
  "paper-out": "attention",
  "cover-open": "attention",
  fault: "attention",
  "not-connected": "attention",
  unknown: "unknown",
};

export const scannerTone: Record<ScannerState, Tone> = {
  ready: "good",
  "not-connected": "attention",
};

export type SlotView = StaffSlot & { free: number; sign: "locked" | "empty" | "low" | "fine" };

/** Slots by shelf label. Free is what nobody has been promised; low is under par. */
export function slotsOf(slots: readonly StaffSlot[]): SlotView[] {
  return [...slots]
    .sort((a, b) => a.slotId.localeCompare(b.slotId))
    .map((slot) => ({
      ...slot,
      free: Math.max(0, slot.stock - slot.setAside),
      sign: signOf(slot),
    }));
}

function signOf({ locked, stock, par }: StaffSlot): SlotView["sign"] {
  if (locked) return "locked";
  if (stock <= 0) return "empty";
  return stock < par ? "low" : "fine";
}
