/** Speaks to dispensing hardware over a serial line. */
export { openMachineProcess } from "./adapters/machine-process.ts";
export { openLink } from "./adapters/open-link.ts";
export { decideByEvidence } from "./decide-by-evidence.ts";
export { readAuditOf, vendsOf } from "./dex/audit.ts";
export { type AuditRead, readAudit } from "./dex/read-audit.ts";
export { withAudit } from "./dex/with-audit.ts";
export { type Evidence, noEvidence } from "./evidence.ts";
export type { Learning } from "./learning.ts";
export type { LinkState, SerialLink } from "./link/serial-link.ts";
export { learnClosedBit, learnLock8a, learnPresentBit } from "./locker/learn-locker.ts";
export type { MachineSpec } from "./machine-spec.ts";
export { createMachine, openMachine, usualBaudRate } from "./open-machine.ts";
export { learnKeypad } from "./qibixx/learn-keypad.ts";
export { canDecide, canTestify, settleByEvidence, type Unsettled } from "./settle-by-evidence.ts";
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
export { learnDoorOpenValue } from "./vmc-fafb/learn-vmc.ts";
export { createVmcMachine, type VmcOptions } from "./vmc-fafb/vmc-machine.ts";
export type { VmcSettings } from "./vmc-fafb/vmc-settings.ts";
