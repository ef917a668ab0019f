import { z } from "zod";
import { ScannerCommand, type ScannerState } from "../bench/bench-state.ts";
import { openLine } from "../line/open-line.ts";
import { createSerialScanner } from "../scanner/serial-scanner.ts";
import { type Device, readArguments, runDevice } from "./device-process.ts";

await runDevice(ScannerCommand, async (onChange): Promise<Device<ScannerCommand>> => {
  const { folder } = readArguments(z.object({ folder: z.string() }));
  const line = await openLine(folder, "scanner");
  const scanner = createSerialScanner(line);
  let plugged = true;
  let lastScan: string | null = null;

  return {
    async obey(command) {
      if (command.do === "cable") {
        if (command.fault !== undefined) scanner.become(command.fault);
        if (command.plugged && scanner.fault() === "unplugged") scanner.become(null);
        const wanted =
          command.plugged ??
          (command.fault !== undefined ? command.fault !== "unplugged" : plugged);
        if (wanted !== plugged) await (wanted ? line.plugIn() : line.unplug());
        plugged = wanted;
      } else {
        lastScan = command.text;
        scanner.scan(command.text);
      }
      onChange();
    },
    unplug: () => line.unplug(),
    state: (): ScannerState => ({
      address: line.address,
      plugged,
      fault: scanner.fault(),
      lastScan,
    }),
  };
});
