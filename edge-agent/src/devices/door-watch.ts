import type { HubFact, MachineId, SlotId } from "@drop-in/contracts";
import type { Timer } from "@drop-in/foundation";
import type { VendingMachine } from "@drop-in/vending-driver";

export type DoorWatch = ReturnType<typeof createDoorWatch>;

type Parts = {
  machineId: () => MachineId;
  machine: Pick<VendingMachine, "status" | "onStatus">;
  slotOf: (selection: number) => SlotId | undefined;
  /** Doors are opened by hand while a machine is brought into service. */
  anyoneMayOpen: () => boolean;
  record: (event: HubFact) => void;
  announce: () => void;
  timer: Timer;
  leftOpenAfterMs: number;
};

const CAUSE_LASTS_MS = 600_000;

/** Every open locker door has a journalled cause, or is told of; and one that stays open is told of too (V13). */
export function createDoorWatch(parts: Parts) {
  const { machine, record, timer } = parts;
  const causes = new Map<number, () => void>();
  const open = new Map<number, () => void>();
  const leftOpen = new Set<number>();

  /** What was journalled before the pulse; it is spent when the door is seen to close. */
  function expect(selection: number): void {
    causes.get(selection)?.();
    causes.set(
      selection,
      timer(CAUSE_LASTS_MS, () => causes.delete(selection)),
    );
  }

  function look(): void {
    const { openDoors, link } = machine.status();
    // A machine that cannot be heard says nothing of its doors: they did not close because of that.
    if (link === "offline") return;
    const seen = new Set(openDoors);
    for (const selection of seen) if (!open.has(selection)) opened(selection);
    for (const selection of [...open.keys()]) if (!seen.has(selection)) closed(selection);
  }

  function opened(selection: number): void {
    open.set(
      selection,
      timer(parts.leftOpenAfterMs, () => {
        leftOpen.add(selection);
        tell("door.left-open.v1", selection);
        parts.announce();
      }),
    );
    if (causes.has(selection) || parts.anyoneMayOpen()) return;
    tell("door.opened-without-cause.v1", selection);
  }

  function closed(selection: number): void {
    open.get(selection)?.();
    open.delete(selection);
    leftOpen.delete(selection);
    causes.get(selection)?.();
    causes.delete(selection);
  }

  function tell(
    type: "door.left-open.v1" | "door.opened-without-cause.v1",
    selection: number,
  ): void {
    const slotId = parts.slotOf(selection);
    if (slotId) record({ type, payload: { machineId: parts.machineId(), slotId } });
  }

  return {
    expect,
    leftOpen: (selection: number): boolean => leftOpen.has(selection),
    watch(): () => void {
      look();
      const stop = machine.onStatus(look);
      return () => {
        stop();
        for (const cancel of [...open.values(), ...causes.values()]) cancel();
      };
    },
  };
}
