import type { FoundPorts, MachineId, MachinePlan, MachineState, SlotId } from "@drop-in/contracts";
import type { VendingMachine } from "@drop-in/vending-driver";
import type { Printing } from "../printing/printing.service.ts";
import type { SerialScanner } from "../scanning/serial-scanner.ts";
import type { MachineSeat } from "./machine-seat.ts";

/** What hangs on this device, as the rest of the agent sees it. */
export type Hardware = {
  machine: MachineSeat;
  /** Opens the machine of a plan, at the address being tried, or where the settings and the plan say. */
  openAs: (plan: MachinePlan | undefined, address?: string) => VendingMachine;
  listPorts: () => Promise<FoundPorts>;
  printing: Printing;
  scanner: Omit<SerialScanner, "close">;
};

type Around = {
  storage: "ready" | "failed";
  slotOf: (selection: number) => SlotId | undefined;
  /** Being brought into service. */
  paused: boolean;
};
type Named = { machineId: MachineId; name: string };

/** The machine in one view: the driver's word, and whether vending is allowed at all. */
export function machineState(
  { machineId, name }: Named,
  machine: VendingMachine,
  { storage, slotOf, paused }: Around,
): MachineState {
  const { link, door, cabinetTemperatureC, humidityPercent, openDoors } = machine.status();
  const well = link === "online" && door !== "open" && storage === "ready";
  const vending = well && !paused ? "ready" : "paused";
  return {
    machineId,
    name,
    link,
    door,
    cabinetTemperatureC,
    humidityPercent,
    openDoors: openDoors.flatMap((selection) => slotOf(selection) ?? []),
    vending,
  };
}
