import type { Lock8aOrder } from "./lock-8a/lock-8a-boards.ts";
import type { LockerSettings } from "./locker/locker-settings.ts";
import type { MdbSettings } from "./qibixx/mdb-settings.ts";
import type { VmcSettings } from "./vmc-fafb/vmc-settings.ts";

/** Everything needed to open one machine, as plain data: it crosses threads, and is what a plan file becomes. */
export type MachineSpec = {
  /** "/dev/…" or "tcp://host:port". */
  address: string;
  /** Bits a second; the protocol's usual one where it is left out. */
  baudRate?: number | undefined;
  /** Lower DTR when the port is closed, which resets many boards. Left out: no. */
  dropDtrOnClose?: boolean | undefined;
} & (
  | { protocol: "vmc-fafb"; settings?: Partial<VmcSettings> }
  | { protocol: "kr-cu16" | "kr-cu48"; settings?: Partial<LockerSettings> }
  | { protocol: "lock-8a"; settings?: Partial<LockerSettings & { order: Lock8aOrder | undefined }> }
  | { protocol: "mdb-qibixx"; settings?: Partial<MdbSettings> }
  | { protocol: "modbus-relay"; settings?: Partial<LockerSettings & { pulseMs: number }> }
);

export type MachineProtocol = MachineSpec["protocol"];
