/** Speaks to dispensing hardware over a serial line. */
export { openLink } from "./adapters/open-link.ts";
export type { LinkState, SerialLink } from "./link/serial-link.ts";
export type { Timer } from "./timer.ts";
export type {
  DispenseOutcome,
  LastKnown,
  MachineStatus,
  NotDispensedReason,
  Progress,
  VendingMachine,
} from "./vending-machine.ts";
export { createVmcMachine, type VmcOptions } from "./vmc-fafb/vmc-machine.ts";
export type { VmcSettings } from "./vmc-fafb/vmc-settings.ts";
