import type { Printing } from "../printing/printing.service.ts";
import type { Hardware } from "./hardware.ts";

const never = () => () => {};

/** Where there is no printer: said each time one is asked for, and nothing else is held up. */
export const absentPrinting: Printing = {
  state: () => "not-connected",
  onState: never,
  printTicket: async () => "not-connected",
  printCallback: async () => "not-connected",
  printWord: async () => "not-connected",
  printActivity: async () => "not-connected",
  printTest: async () => "not-connected",
  printTape: async () => "not-connected",
};

/** Where there is no scanner: codes are typed. */
export const absentScanner: Hardware["scanner"] = {
  state: () => "not-connected",
  onState: never,
  onScan: never,
};
