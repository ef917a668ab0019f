import { openLink } from "./adapters/open-link.ts";
import type { MachineSpec } from "./machine-spec.ts";
import type { Timer } from "./timer.ts";
import type { VendingMachine } from "./vending-machine.ts";
import { createVmcMachine } from "./vmc-fafb/vmc-machine.ts";

type Around = {
  timer: Timer;
  /** Monotonic milliseconds. */
  clock: () => number;
  /** Where this run's packet numbers begin. */
  firstPackNo: number;
};

/** Bits a second where the plan says nothing else. */
export const usualBaudRate = {
  "vmc-fafb": 57_600,
} as const satisfies Record<MachineSpec["protocol"], number>;

/** The link and the driver of one machine, from plain data. Closing the machine closes its link. */
export function openMachine(spec: MachineSpec, around: Around): VendingMachine {
  const baudRate = spec.baudRate ?? usualBaudRate[spec.protocol];
  const link = openLink(spec.address, { baudRate, timer: around.timer });
  switch (spec.protocol) {
    case "vmc-fafb":
      return createVmcMachine(link, { ...around, settings: spec.settings ?? {} });
  }
}
