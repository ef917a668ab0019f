import type { MachineId, MachineState } from "@drop-in/contracts";
import type { VendingMachine } from "@drop-in/vending-driver";
import type { Printing } from "../printing/printing.service.ts";
import type { SerialScanner } from "../scanning/serial-scanner.ts";

/** What hangs on this device, as the rest of the agent sees it. */
export type Hardware = {
  machine: VendingMachine;
  printing: Printing;
  scanner: Omit<SerialScanner, "close">;
};

type Named = { machineId: MachineId; name: string };

/** The machine in one view: the driver's word, and whether vending is allowed at all. */
export function machineState(
  { machineId, name }: Named,
  machine: VendingMachine,
  storage: "ready" | "failed",
): MachineState {
  const { link, door, cabinetTemperatureC, humidityPercent } = machine.status();
  const vending = link === "online" && door !== "open" && storage === "ready" ? "ready" : "paused";
  return {
    machineId,
    name,
    link,
    door,
    cabinetTemperatureC,
    humidityPercent,
    openDoors: [],
    vending,
  };
}
