import type { DeviceId, MachineId, MachineKind } from "@drop-in/contracts";
import type { Authorities } from "../adapters/authorities.ts";
import type { SlotOpeningService } from "../stock/slot-opening.service.ts";
import type { StockService } from "../stock/stock.service.ts";
import { type CommandParts, createCommandService } from "./command.service.ts";
import { createDoing } from "./doing.ts";

/** What only whoever runs this program knows of commands from the centre. */
export type FromAfar = Pick<CommandParts, "verifiers"> & {
  /** Ends this program in order, to be started anew. Undefined where nobody would. */
  restart: (() => void) | undefined;
};

/** Nothing is done on a word from afar. */
export const nothingFromAfar: FromAfar = { verifiers: () => new Map(), restart: undefined };

type Parts = Omit<CommandParts, "doing" | "newChallenge" | "deviceId" | "verifiers" | "log"> & {
  authorities: Authorities;
  fromAfar: FromAfar;
  device: { deviceId: DeviceId };
  named: () => { machineId: MachineId; kind: MachineKind };
  stock: StockService;
  slotOpening: SlotOpeningService;
  expectDoor: (selection: number) => void;
  isBusy: () => boolean;
};

/** Commands as this box can do them: its doors, and its own restart. */
export function createAgentCommands(parts: Parts) {
  const { authorities, fromAfar, named } = parts;
  const { hashToken, newToken, log } = authorities;
  return createCommandService({
    ...{ ...parts, ...fromAfar, log },
    deviceId: parts.device.deviceId,
    newChallenge: () => hashToken(newToken()).slice(0, 32),
    doing: createDoing({
      ...{ ...parts, ...fromAfar, log },
      machineId: () => named().machineId,
      kind: () => named().kind,
      pulse: parts.slotOpening.pulse,
    }),
  });
}
