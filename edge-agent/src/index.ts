export { createAgent } from "./agent.ts";
export { absentPrinting, absentScanner } from "./devices/absent.ts";
export { createMachineSeat } from "./devices/machine-seat.ts";
export { readSettings, type Settings } from "./settings.ts";
