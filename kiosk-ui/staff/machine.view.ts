import type {
  MachineState,
  PrinterState,
  ScannerState,
  StaffRole,
  StaffSlot,
} from "@drop-in/contracts";
import type { Tone } from "../design/sign.tsx";

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
  "cutter-jammed": "attention",
  fault: "attention",
  "not-connected": "attention",
  unknown: "unknown",
};

export const scannerTone: Record<ScannerState, Tone> = {
  ready: "good",
  "not-connected": "attention",
};

export type SlotView = StaffSlot & {
  free: number;
  sign: "locked" | "empty" | "low" | "fine";
  doorOpen: boolean;
};

/** Slots by shelf label. Free is what nobody has been promised; low is under par. */
export function slotsOf(
  slots: readonly StaffSlot[],
  openDoors: readonly string[] = [],
): SlotView[] {
  return [...slots]
    .sort((a, b) => a.slotId.localeCompare(b.slotId))
    .map((slot) => ({
      ...slot,
      free: Math.max(0, slot.stock - slot.setAside),
      sign: signOf(slot),
      doorOpen: openDoors.includes(slot.slotId),
    }));
}

function signOf({ locked, stock, par }: StaffSlot): SlotView["sign"] {
  if (locked) return "locked";
  if (stock <= 0) return "empty";
  return stock < par ? "low" : "fine";
}

/** Who may change which slot holds what. The box judges it again. */
export function mayCommission(role: StaffRole): boolean {
  return role === "stock-keeper" || role === "estates" || role === "session-lead";
}

type MachineTrouble = MachineState["link"] | "door-open" | "paused";
export type Trouble = {
  what: "machine" | "printer" | "scanner";
  state: `machine.${MachineTrouble}` | `printer.${PrinterState}` | `scanner.${ScannerState}`;
  tone: Tone;
};

/** What staff should know about the hardware without opening its page; nothing when all is well. */
export function troublesOf(live: {
  machine: MachineState | null;
  printer: PrinterState;
  scanner: ScannerState;
}): Trouble[] {
  const troubles: Trouble[] = [];
  if (live.machine !== null) troubles.push(machineTrouble(live.machine));
  troubles.push({
    what: "printer",
    state: `printer.${live.printer}`,
    tone: printerTone[live.printer],
  });
  troubles.push({
    what: "scanner",
    state: `scanner.${live.scanner}`,
    tone: scannerTone[live.scanner],
  });
  return troubles.filter(({ tone }) => tone !== "good");
}

/** The worst thing about the machine, one of them: a link that is gone explains all the rest. */
function machineTrouble({ link, door, vending }: MachineState): Trouble {
  const trouble = (state: MachineTrouble, tone: Tone): Trouble => ({
    what: "machine",
    state: `machine.${state}`,
    tone,
  });
  if (linkTone[link] !== "good") return trouble(link, linkTone[link]);
  if (door === "open") return trouble("door-open", "attention");
  if (vending === "paused") return trouble("paused", "attention");
  return trouble("online", "good");
}
