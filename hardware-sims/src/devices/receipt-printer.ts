import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { realTimer, wallClock } from "../adapters/real-time.ts";
import { PrinterCommand, type PrinterState } from "../bench/bench-state.ts";
import { openLine } from "../line/open-line.ts";
import { createFaultyLine, partsWith } from "../printer/printer-faults.ts";
import { createReceiptPrinter } from "../printer/receipt-printer.ts";
import { type Device, readArguments, runDevice } from "./device-process.ts";

/** 150 mm a second at 8 dots a millimetre. */
const ROWS_PER_SECOND = 1_200;

await runDevice(PrinterCommand, async (onChange): Promise<Device<PrinterCommand>> => {
  const { folder } = readArguments(z.object({ folder: z.string() }));
  const line = await openLine(folder, "printer");
  let plugged = true;
  const faulty = createFaultyLine(line, realTimer, () => {
    plugged = false;
    void line.unplug().then(onChange);
  });
  const printer = createReceiptPrinter(faulty, {
    timer: realTimer,
    clock: wallClock,
    rowsPerSecond: ROWS_PER_SECOND,
    onChange,
    savePage: (pageId, png) => writeFileSync(join(folder, "pages", `${pageId}.png`), png),
  });

  return {
    async obey({ cable, tear, fault, ...parts }) {
      if (fault !== undefined) faulty.become(fault);
      if (fault !== undefined) printer.set(partsWith(fault));
      if (cable !== undefined) plugged = cable === "plugged";
      if (cable !== undefined) await (plugged ? line.plugIn() : line.unplug());
      printer.set(parts);
      if (tear) printer.tearOff();
      onChange();
    },
    unplug: () => line.unplug(),
    state: (): PrinterState => ({
      address: line.address,
      plugged,
      fault: faulty.fault(),
      ...printer.state(),
    }),
  };
});
