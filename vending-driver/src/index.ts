/** Speaks to dispensing hardware over a serial line. */
export { openLink } from "./adapters/open-link.ts";
export { decideByEvidence, type Evidence, noEvidence } from "./evidence.ts";
export type { Learning } from "./learning.ts";
export type { LinkState, SerialLink } from "./link/serial-link.ts";
export { learnClosedBit, learnLock8a, learnPresentBit } from "./locker/learn-locker.ts";
export type { MachineSpec } from "./machine-spec.ts";
export { createMachine, openMachine, usualBaudRate } from "./open-machine.ts";
export { canTestify, settleByEvidence, type Unsettled } from "./settle-by-evidence.ts";
export type { Timer } from "./timer.ts";
export type {
  DispenseOutcome,
  FoundSlot,
  LastKnown,
  MachineStatus,
  NotDispensedReason,
  Observation,
  Progress,
  Proof,
  VendingMachine,
} from "./vending-machine.ts";
export { createVmcMachine, type VmcOptions } from "./vmc-fafb/vmc-machine.ts";
export type { VmcSettings } from "./vmc-fafb/vmc-settings.ts";
