import type { MachineStatus, VendingMachine } from "@drop-in/vending-driver";
import { absentMachine } from "./absent-machine.ts";

export type MachineSeat = VendingMachine & {
  /**
   * Closes whoever sits there, then seats the next: two drivers on one port would destroy each other's words.
   * Where either fails the seat is empty and says offline, and the next call tries again.
   */
  seat(open: () => VendingMachine): Promise<void>;
};

/** Stands in front of the machine that is open now, so that another can take its place while the agent runs. */
export function createMachineSeat(first: VendingMachine): MachineSeat {
  let seated = first;
  /** Who may still hold the port: until it is known to be closed, nobody else is opened. */
  let holding = first;
  let stopListening = seated.onStatus(tell);
  let before: Promise<void> = Promise.resolve();
  const listeners = new Set<(status: MachineStatus) => void>();

  function tell(status: MachineStatus): void {
    for (const listener of listeners) listener(status);
  }

  function sit(machine: VendingMachine): void {
    stopListening();
    seated = machine;
    stopListening = seated.onStatus(tell);
    tell(seated.status());
  }

  async function replace(open: () => VendingMachine): Promise<void> {
    sit(absentMachine);
    await holding.close();
    holding = absentMachine;
    holding = open();
    sit(holding);
  }

  return {
    status: () => seated.status(),
    dispense: (selection, onProgress) => seated.dispense(selection, onProgress),
    openAgain: () => seated.openAgain(),
    evidence: (selection) => seated.evidence(selection),
    readEvidence: (selection) => seated.readEvidence(selection),
    findSlots: () => seated.findSlots(),
    observe: () => seated.observe(),
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    seat(open) {
      const replaced = before.then(() => replace(open));
      before = replaced.catch(() => {});
      return replaced;
    },
    close: () => before.then(() => holding.close()),
  };
}
