import type { VmcSettings } from "./vmc-fafb/vmc-settings.ts";

/** Everything needed to open one machine, as plain data: it crosses threads, and is what a plan file becomes. */
export type MachineSpec = {
  /** "/dev/…" or "tcp://host:port". */
  address: string;
  /** Bits a second; the protocol's usual one where it is left out. */
  baudRate?: number | undefined;
} & { protocol: "vmc-fafb"; settings?: Partial<VmcSettings> };
