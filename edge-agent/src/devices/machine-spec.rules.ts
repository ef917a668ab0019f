import type { MachinePlan } from "@drop-in/contracts";
import type { MachineSpec } from "@drop-in/vending-driver";

/** What commissioning learnt, as the driver wants it. A machine without a plan is taken for a spiral one. */
export function toMachineSpec(plan: MachinePlan | undefined, address: string): MachineSpec {
  const baudRate = plan?.baudRate;
  if (plan === undefined || plan.protocol === "vmc-fafb") {
    return { protocol: "vmc-fafb", address, baudRate, settings: plan?.learned ?? {} };
  }
  throw new Error(`no driver for ${plan.protocol}`);
}
