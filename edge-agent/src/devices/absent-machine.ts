import { noEvidence, type VendingMachine } from "@drop-in/vending-driver";

/** No machine: none is set up, or none could be opened. It says offline, and moves nothing. */
export const absentMachine: VendingMachine = {
  status: () => ({
    link: "offline",
    door: "unknown",
    cabinetTemperatureC: null,
    humidityPercent: null,
    deliveryPath: "unknown",
    openDoors: [],
  }),
  openAgain: () => false,
  evidence: () => noEvidence,
  readEvidence: async () => undefined,
  findSlots: async () => [],
  observe: async () => undefined,
  dispense: async () => ({ kind: "not-dispensed", reason: "offline", provedBy: "never-sent" }),
  onStatus: () => () => {},
  close: async () => {},
};
