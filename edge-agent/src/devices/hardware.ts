import type {
  Language,
  MachineId,
  MachineState,
  Printed,
  PrinterState,
  ScannerState,
  Ticket,
  Wait,
} from "@drop-in/contracts";
import type { VendingMachine } from "@drop-in/vending-driver";

/** What hangs on this device, as the rest of the agent sees it. */
export type Hardware = {
  machine: VendingMachine;
  printing: Printing;
  scanner: Scanner;
};

export type Printing = {
  state(): PrinterState;
  onState(listener: () => void): () => void;
  printTicket(slip: TicketSlip): Promise<Printed["result"]>;
  printCallback(slip: CallbackSlip): Promise<Printed["result"]>;
};
export type TicketSlip = {
  ticket: Ticket;
  wait: Wait;
  language: Language;
  siteName: string;
  now: Date;
};
export type CallbackSlip = {
  ticket: Ticket;
  dueAt: string;
  connected: boolean;
  language: Language;
  siteName: string;
  now: Date;
};

export type Scanner = {
  state(): ScannerState;
  onState(listener: () => void): () => void;
  onScan(listener: (text: string) => void): () => void;
};

type Named = { machineId: MachineId; name: string };

/** The machine in one view: the driver's word, and whether vending is allowed at all. */
export function machineState(
  { machineId, name }: Named,
  machine: VendingMachine,
  storage: "ready" | "failed",
): MachineState {
  const { link, door, cabinetTemperatureC } = machine.status();
  const vending = link === "online" && door !== "open" && storage === "ready" ? "ready" : "paused";
  return { machineId, name, link, door, cabinetTemperatureC, vending };
}
