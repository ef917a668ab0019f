import { type MachineKind, type MachinePlan, machineKindOf } from "@drop-in/contracts";
import type { z } from "zod";
import type { Settings } from "../settings.ts";
import { KeypadCommand, LockerCommand, type MachineCommand, SpiralCommand } from "./bench-state.ts";

/** How the bench runs one kind of machine: its process, what that is started with, and what hands can do to it. */
type Kind = {
  script: URL;
  settings: (from: Settings) => object;
  command: z.ZodType<MachineCommand>;
};

const kinds: Partial<Record<MachineKind, Kind>> = {
  spiral: {
    script: new URL("../devices/spiral-machine.ts", import.meta.url),
    settings: ({ folder, motorTurnMs, pollMs, powerUpMs, faultSeed, baudRate, plan }) => {
      return { folder, motorTurnMs, pollMs, powerUpMs, faultSeed, baudRate, coils: plan.slots };
    },
    command: SpiralCommand,
  },
  keypad: {
    script: new URL("../devices/keypad-machine.ts", import.meta.url),
    settings: ({ folder, motorTurnMs, powerUpMs, plan }) => {
      const keys = plan.protocol === "mdb-qibixx" ? plan.learned.keypad : [];
      return { folder, motorTurnMs, powerUpMs, coils: plan.slots, keys };
    },
    command: KeypadCommand,
  },
  locker: {
    script: new URL("../devices/locker-machine.ts", import.meta.url),
    settings: ({ folder, plan }) => {
      const { protocol, slots: doors } = plan;
      return { folder, protocol, doors, ...electronicsOf(plan) };
    },
    command: LockerCommand,
  },
};

/** The simulated wiring is as it was learnt; what nobody has learnt is 1 for shut, and 1 for an item. */
function electronicsOf({ protocol, learned }: MachinePlan): {
  closedBit: 0 | 1;
  presentBit: 0 | 1;
} {
  switch (protocol) {
    case "kr-cu16":
    case "kr-cu48":
      return { closedBit: learned.hookClosedBit ?? 1, presentBit: learned.itemPresentBit ?? 1 };
    case "lock-8a":
      return { closedBit: learned.feedback === "opening" ? 0 : 1, presentBit: 1 };
    case "modbus-relay":
      return { closedBit: learned.inputClosedBit ?? 1, presentBit: 1 };
    default:
      return { closedBit: 1, presentBit: 1 };
  }
}

/** The machine that speaks the protocol of the plan. */
export function machineKind({ plan }: Settings): Kind {
  const kind = kinds[machineKindOf[plan.protocol]];
  if (kind === undefined) throw new Error(`there is no simulated machine for ${plan.protocol}`);
  return kind;
}
