import { type Evidence, noEvidence } from "../evidence.ts";
import type { FoundSlot, Observation } from "../vending-machine.ts";
import type { ControllerMessage, SlotReport } from "./message.ts";

const IN_DELIVERY = 0x01;

/** What the controller was last heard to say of its slots and doors. Nothing heard is null, not a friendly guess. */
export function createVmcMemory() {
  let jammed: readonly number[] | undefined;
  let shortStatus: number | undefined;
  let door: number | undefined;
  let slots = new Map<number, SlotReport>();

  return {
    hear(message: ControllerMessage): void {
      if (message.type === "jam-list") jammed = [...message.jammed, ...message.failedBelts];
      if (message.type === "short-status") shortStatus = message.status;
      if (message.type === "machine-status") door = message.door;
      if (message.type === "slot-report") slots.set(message.selection, message);
    },
    /** The line or the controller's own memory is gone: what was heard before may not be so any more. */
    forget(): void {
      jammed = undefined;
      shortStatus = undefined;
      door = undefined;
      slots = new Map();
    },
    /** Before a fresh round, so that an answer that stays away is not made up from an older one. */
    forgetSigns(): void {
      jammed = undefined;
      shortStatus = undefined;
      door = undefined;
    },
    evidence: (selection: number): Evidence => ({
      ...noEvidence,
      jammed: jammed?.includes(selection) ?? null,
      inDelivery: shortStatus === undefined ? null : shortStatus === IN_DELIVERY,
    }),
    slots: (): FoundSlot[] =>
      [...slots.values()]
        .toSorted((a, b) => a.selection - b.selection)
        .map((report) => ({ selection: report.selection, says: inWords(report) })),
    observation: (): Observation => ({
      ...(door === undefined ? {} : { door }),
      ...(shortStatus === undefined ? {} : { "short status": shortStatus }),
    }),
  };
}

function inWords({ stock, capacity, product, status }: SlotReport): string {
  const state = status === 0 ? "normal" : status === 1 ? "paused" : `status ${status}`;
  return `stock ${stock} of ${capacity}, product ${product}, ${state}`;
}
