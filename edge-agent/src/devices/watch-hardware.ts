import type { HubFact, MachineId } from "@drop-in/contracts";
import type { Changes } from "@drop-in/foundation";
import type { Hardware } from "./hardware.ts";

type Parts = {
  machineId: () => MachineId;
  hardware: Hardware;
  changes: Changes;
  record: (event: HubFact) => void;
  onScan: (text: string) => void;
};

/** Tells screens and the centre when hardware changes. Returns the function that stops it. */
export function watchHardware({ machineId, hardware, changes, record, onScan }: Parts): () => void {
  let told = "";
  const stops = [
    hardware.machine.onStatus(({ link, door }) => {
      changes.announce();
      if (told === `${link} ${door}`) return;
      told = `${link} ${door}`;
      record({
        type: "machine.status-changed.v1",
        payload: { machineId: machineId(), link, door },
      });
    }),
    hardware.printing.onState(changes.announce),
    hardware.scanner.onState(changes.announce),
    hardware.scanner.onScan(onScan),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
