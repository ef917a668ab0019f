import type { DeviceId, MachineId, MachineKind } from "@drop-in/contracts";
import type { Authorities } from "../adapters/authorities.ts";
import type { SlotOpeningService } from "../stock/slot-opening.service.ts";
import type { StockService } from "../stock/stock.service.ts";
import { type CommandParts, createCommandService } from "./command.service.ts";
import { createDoing } from "./doing.ts";

type Parts = Omit<CommandParts, "doing" | "newChallenge" | "deviceId" | "verifiers" | "log"> & {
  authorities: Authorities;
  device: { deviceId: DeviceId };
  commandVerifiers: CommandParts["verifiers"];
  restart: (() => void) | undefined;
  named: () => { machineId: MachineId; kind: MachineKind };
  stock: StockService;
  slotOpening: SlotOpeningService;
  expectDoor: (selection: number) => void;
  isBusy: () => boolean;
};

/** Commands as this box can do them: its doors, and its own restart. */
export function createAgentCommands(parts: Parts) {
  const { hashToken, newToken, log } = parts.authorities;
  const { named } = parts;
  return createCommandService({
    ...{ ...parts, log },
    deviceId: parts.device.deviceId,
    verifiers: parts.commandVerifiers,
    newChallenge: () => hashToken(newToken()).slice(0, 32),
    doing: createDoing({
      ...{ ...parts, log },
      machineId: () => named().machineId,
      kind: () => named().kind,
      pulse: parts.slotOpening.pulse,
    }),
  });
}
