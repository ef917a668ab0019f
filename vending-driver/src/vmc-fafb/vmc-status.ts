import type { MachineStatus } from "../vending-machine.ts";
import type { ControllerMessage } from "./message.ts";

/** Before anything was heard, and again when the controller falls silent. */
export const unknownStatus: MachineStatus = {
  link: "offline",
  door: "unknown",
  cabinetTemperatureC: null,
  humidityPercent: null,
  deliveryPath: "unknown",
  openDoors: [],
};

/** What one message changes of what is known about the machine. */
export function afterMessage(
  status: MachineStatus,
  message: ControllerMessage,
  doorOpenValue: number | undefined,
): MachineStatus {
  switch (message.type) {
    case "machine-status": {
      // A controller without any sensor reports a cabinet of 0 °C; that is not a temperature.
      const measured = message.sensorsC.some((sensor) => sensor !== null);
      return {
        ...status,
        door: doorOf(message.door, doorOpenValue),
        cabinetTemperatureC: measured ? message.cabinetTemperatureC : null,
      };
    }
    case "short-status":
      return { ...status, deliveryPath: message.status === 0 ? "ok" : "fault" };
    case "poll":
    case "ack":
    case "check-reply":
    case "dispense-status":
    case "slot-report":
    case "sync":
    case "jam-list":
    case "jams-cleared":
    case "other":
      return status;
  }
}

function doorOf(value: number, openValue: number | undefined): MachineStatus["door"] {
  if (openValue === undefined) return "unknown";
  return value === openValue ? "open" : "closed";
}
