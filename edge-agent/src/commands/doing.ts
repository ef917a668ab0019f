import type { CommandAction, MachineId, MachineKind } from "@drop-in/contracts";
import type { Log, Timer } from "@drop-in/foundation";
import type { DispenseOutcome, Progress } from "@drop-in/vending-driver";
import type { StockService } from "../stock/stock.service.ts";
import type { CommandOutcome } from "./command.store.ts";

export type Doing = ReturnType<typeof createDoing>;

type Parts = {
  stock: Pick<StockService, "find">;
  machineId: () => MachineId;
  kind: () => MachineKind;
  /** An attempt is between intent and outcome, or the machine is being brought into service (V16). */
  isBusy: () => boolean;
  /** One pulse for a journalled opening. */
  pulse: (selection: number, onProgress: (step: Progress) => void) => Promise<DispenseOutcome>;
  expectDoor: (selection: number) => void;
  /** Ends this program in order; whoever runs it starts it anew. Undefined where nobody would. */
  restart: (() => void) | undefined;
  timer: Timer;
  log: Log;
};

const RESTARTS_WITHIN_MS = 60_000;

/** How a command is carried out, once it may be. */
export function createDoing(parts: Parts) {
  const { stock, log } = parts;

  function selectionOf(action: CommandAction): number | undefined {
    if (action.type !== "open-slot" || action.machineId !== parts.machineId()) return undefined;
    return parts.kind() === "locker" ? stock.find(action.slotId)?.selection : undefined;
  }

  /** `done` is said when the door was seen to open, or the machine said so; everything else is not known to be done. */
  async function open(selection: number, ended: (outcome: CommandOutcome) => void): Promise<void> {
    let seen = false;
    function look(step: Progress): void {
      if (step !== "door-open" || seen) return;
      seen = true;
      ended("done");
    }
    try {
      const outcome = await parts.pulse(selection, look);
      if (!seen) ended(outcome.kind === "dispensed" ? "done" : "failed");
    } catch (error) {
      log.error({ event: "command.failed", error: String(error) });
      if (!seen) ended("failed");
    }
  }

  return {
    isPossible(action: CommandAction): boolean {
      if (parts.isBusy()) return false;
      return action.type === "restart"
        ? parts.restart !== undefined
        : selectionOf(action) !== undefined;
    },
    /** Once, when it is on disk that it is to be. `ended` is called once. */
    start(action: CommandAction, ended: (outcome: CommandOutcome) => void): void {
      if (action.type === "restart") {
        // Its being done is seen by the next run. One that never came is not to hold up everything else.
        parts.timer(RESTARTS_WITHIN_MS, () => ended("failed"));
        return parts.restart?.();
      }
      const selection = selectionOf(action);
      if (selection === undefined) return ended("failed");
      void open(selection, ended);
    },
    /** A door that was on its way when the power went may stand open, and not without cause (V13). */
    interrupted(action: CommandAction): void {
      const selection = selectionOf(action);
      if (selection !== undefined) parts.expectDoor(selection);
    },
  };
}
