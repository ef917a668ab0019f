import { type MachineSpec, openMachine, type Timer } from "@drop-in/vending-driver";

/** The peer of `openMachineProcess`: the same driver in the agent's own thread. */
export function openMachineProcess(
  spec: MachineSpec,
  { timer, firstPackNo }: { timer: Timer; firstPackNo: () => number },
) {
  return openMachine(spec, {
    timer,
    clock: () => performance.now(),
    firstPackNo: firstPackNo(),
  });
}
