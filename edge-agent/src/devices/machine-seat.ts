import type { MachineStatus, VendingMachine } from "@drop-in/vending-driver";

export type MachineSeat = VendingMachine & {
  /** Closes whoever sits there, then seats the next: two drivers on one port would destroy each other's words. */
  seat(open: () => VendingMachine): Promise<void>;
};

/** Stands in front of the machine that is open now, so that another can take its place while the agent runs. */
export function createMachineSeat(first: VendingMachine): MachineSeat {
  let seated = first;
  let stopListening = () => {};
  const listeners = new Set<(status: MachineStatus) => void>();
  listen();

  function listen(): void {
    stopListening = seated.onStatus(tell);
  }
  function tell(status: MachineStatus): void {
    for (const listener of listeners) listener(status);
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
    async seat(open) {
      stopListening();
      await seated.close();
      seated = open();
      listen();
      tell(seated.status());
    },
    close: () => seated.close(),
  };
}
