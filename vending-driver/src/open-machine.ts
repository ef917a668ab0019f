import { openLink } from "./adapters/open-link.ts";
import { createBus, quietMsAt } from "./bus/bus.ts";
import { createCu16Boards } from "./kr-cu16/cu16-boards.ts";
import { createCu48Boards } from "./kr-cu48/cu48-boards.ts";
import type { SerialLink } from "./link/serial-link.ts";
import { createLock8aBoards } from "./lock-8a/lock-8a-boards.ts";
import type { LockBoards } from "./locker/lock-boards.ts";
import { createLockerMachine } from "./locker/locker-machine.ts";
import { defaultLockerSettings, type LockerSettings } from "./locker/locker-settings.ts";
import type { MachineProtocol, MachineSpec } from "./machine-spec.ts";
import { createRelayBoards } from "./modbus/relay-boards.ts";
import { createMdbMachine } from "./qibixx/mdb-machine.ts";
import type { Timer } from "./timer.ts";
import type { VendingMachine } from "./vending-machine.ts";
import { createVmcMachine } from "./vmc-fafb/vmc-machine.ts";

export type Around = {
  timer: Timer;
  /** Monotonic milliseconds. */
  clock: () => number;
  /** Where this run's packet numbers begin. */
  firstPackNo: number;
};

/** Bits a second where the plan says nothing else. */
export const usualBaudRate = {
  "vmc-fafb": 57_600,
  "kr-cu16": 19_200,
  "kr-cu48": 19_200,
  "lock-8a": 9_600,
  "modbus-relay": 9_600,
  "mdb-qibixx": 115_200,
} as const satisfies Record<MachineProtocol, number>;

/** The link and the driver of one machine, from plain data. Closing the machine closes its link. */
export function openMachine(spec: MachineSpec, around: Around): VendingMachine {
  const baudRate = spec.baudRate ?? usualBaudRate[spec.protocol];
  const { address, dropDtrOnClose } = spec;
  const link = openLink(address, { baudRate, timer: around.timer, dropDtrOnClose });
  return createMachine(link, spec, around);
}

/** The driver alone, on a link that somebody else has opened. */
export function createMachine(link: SerialLink, spec: MachineSpec, around: Around): VendingMachine {
  if (spec.protocol === "vmc-fafb") {
    return createVmcMachine(link, { ...around, settings: spec.settings ?? {} });
  }
  if (spec.protocol === "mdb-qibixx") {
    return createMdbMachine(link, { ...around, settings: spec.settings ?? {} });
  }
  const settings: LockerSettings = { ...defaultLockerSettings, ...spec.settings };
  const quietMs = quietMsAt(spec.baudRate ?? usualBaudRate[spec.protocol]);
  const bus = createBus(link, { timer: around.timer, quietMs, echo: settings.echo });
  const boards = boardsOf(spec, bus, settings.answerMs);
  return createLockerMachine({ ...around, link, bus, boards, settings });
}

function boardsOf(
  spec: Exclude<MachineSpec, { protocol: "vmc-fafb" | "mdb-qibixx" }>,
  bus: ReturnType<typeof createBus>,
  answerMs: number,
): LockBoards {
  switch (spec.protocol) {
    case "kr-cu16":
      return createCu16Boards(bus, answerMs);
    case "kr-cu48":
      return createCu48Boards(bus, answerMs);
    case "lock-8a":
      return createLock8aBoards(bus, { answerMs, order: spec.settings?.order });
    case "modbus-relay":
      return createRelayBoards(bus, { answerMs, pulseMs: spec.settings?.pulseMs ?? 500 });
  }
}
