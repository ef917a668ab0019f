import type {
  DeviceStatus,
  MachineState,
  PrinterState,
  ScannerState,
  SlotState,
} from "@drop-in/contracts";
import type { Slot } from "../stock/slot.store.ts";

export type StatusReport = Omit<
  Extract<DeviceStatus, { online: true }>,
  "online" | "deviceId" | "connection" | "beat" | "siteId" | "siteName" | "at" | "version"
>;

type Parts = {
  outbox: () => { waiting: number; oldestAt: string | null };
  machine: () => MachineState | null;
  slots: () => readonly Slot[];
  printer: () => PrinterState;
  scanner: () => ScannerState;
};

/** The latest word of this device about itself. */
export function reportStatus(parts: Parts): StatusReport {
  const machine = parts.machine();
  return {
    outbox: parts.outbox(),
    machines: machine ? [machine] : [],
    slots: parts.slots().map(toSlotState),
    printer: parts.printer(),
    scanner: parts.scanner(),
  };
}

export function toSlotState(slot: Slot): SlotState {
  const { slotId, variantId, stock, setAside, capacity, par, lockReason } = slot;
  return { slotId, variantId, stock, setAside, capacity, par, locked: lockReason !== null };
}
