import { type MachineKind, machineKindOf } from "@drop-in/contracts";
import type { z } from "zod";
import type { Settings } from "../settings.ts";
import { KeypadCommand, type MachineCommand, SpiralCommand } from "./bench-state.ts";

/** How the bench runs one kind of machine: its process, what that is started with, and what hands can do to it. */
type Kind = {
  script: URL;
  settings: (from: Settings) => object;
  command: z.ZodType<MachineCommand>;
};

const kinds: Partial<Record<MachineKind, Kind>> = {
  spiral: {
    script: new URL("../devices/spiral-machine.ts", import.meta.url),
    settings: ({ folder, motorTurnMs, pollMs, powerUpMs, plan }) => {
      return { folder, motorTurnMs, pollMs, powerUpMs, coils: plan.slots };
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
};

/** The machine that speaks the protocol of the plan. */
export function machineKind({ plan }: Settings): Kind {
  const kind = kinds[machineKindOf[plan.protocol]];
  if (kind === undefined) throw new Error(`there is no simulated machine for ${plan.protocol}`);
  return kind;
}
