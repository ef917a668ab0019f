import type { MachineKind, OpenSlot, SlotId, StaffId } from "@drop-in/contracts";
import type { Log, Transact } from "@drop-in/foundation";
import type { DispenseOutcome, Progress, VendingMachine } from "@drop-in/vending-driver";
import type { Clock } from "../adapters/clock.ts";
import { AgentError } from "../agent-error.ts";
import type { RecordEvent } from "../outbox/record-event.ts";
import type { SlotOpeningStore } from "./slot-opening.store.ts";
import type { StockService } from "./stock.service.ts";

export type SlotOpeningService = ReturnType<typeof createSlotOpeningService>;

type Parts = {
  openings: SlotOpeningStore;
  stock: StockService;
  machine: Pick<VendingMachine, "dispense">;
  kind: () => MachineKind;
  underWay: () => boolean;
  isDurable: () => boolean;
  expect: (selection: number) => void;
  perHour: number;
  record: RecordEvent;
  transact: Transact;
  clock: Clock;
  log: Log;
};

const HOUR_MS = 3_600_000;

/** A locker door opened by staff: journalled before the pulse, and only so many in an hour (V13). */
export function createSlotOpeningService(parts: Parts) {
  const { openings, stock, machine, record, transact, clock, log } = parts;
  let lately = openings.last(parts.perHour).map(sinceBoot);

  /** An opening of an earlier boot, on the clock of this one. One that seems yet to come happened just now. */
  function sinceBoot(openedAt: Date): number {
    return clock.monotonicMs() - Math.max(0, clock.now().getTime() - openedAt.getTime());
  }

  function open(slotId: SlotId, { requestId, reason }: OpenSlot, staffId: StaffId): void {
    const slot = stock.find(slotId);
    if (!slot) throw new AgentError("not-found", "There is no such slot.");
    if (parts.kind() !== "locker") throw new AgentError("wrong-state", "It has no door to open.");
    if (parts.underWay()) throw new AgentError("machine-busy", "The machine is busy.");
    // Counted by a clock that never jumps: setting the wall clock buys no more openings.
    const now = clock.monotonicMs();
    lately = lately.filter((at) => now - at < HOUR_MS);
    const [first] = lately;
    if (first !== undefined && lately.length >= parts.perHour) {
      const seconds = Math.ceil((HOUR_MS - (now - first)) / 1_000);
      throw new AgentError("wait", "Too many doors were opened this hour.", seconds);
    }
    const { machineId, selection } = slot;
    const isNew = transact(() => {
      const openedAt = clock.now().toISOString();
      if (!openings.add({ requestId, slotId, reason, staffId, openedAt })) return false;
      record({
        type: "slot.opened-by-staff.v1",
        payload: { machineId, slotId, reason, staffId },
      });
      return true;
    });
    if (!isNew) return;
    lately.push(now);
    void pulse(selection).then((outcome) => {
      log.info({ event: "slot.opened-by-staff", slotId, outcome: outcome.kind });
    });
  }

  /** The one way to a door that no attempt opens. Whoever calls has journalled why. */
  function pulse(
    selection: number,
    onProgress?: (step: Progress) => void,
  ): Promise<DispenseOutcome> {
    if (!parts.isDurable()) throw new Error("V13: an opening must be on disk before the pulse");
    parts.expect(selection);
    return machine.dispense(selection, onProgress);
  }

  return { open, pulse };
}
