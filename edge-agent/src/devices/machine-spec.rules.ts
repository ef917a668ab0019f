import type { MachinePlan } from "@drop-in/contracts";
import type { MachineSpec } from "@drop-in/vending-driver";

/** What commissioning learnt, as the driver wants it. A machine without a plan is taken for a spiral one. */
export function toMachineSpec(plan: MachinePlan | undefined, address: string): MachineSpec {
  if (plan === undefined) return { protocol: "vmc-fafb", address };
  const where = { address, baudRate: plan.baudRate };
  switch (plan.protocol) {
    case "vmc-fafb":
      return { ...where, protocol: plan.protocol, settings: plan.learned };
    case "kr-cu16":
    case "kr-cu48": {
      const { hookClosedBit: closedBit, itemPresentBit: presentBit, ...known } = plan.learned;
      return { ...where, protocol: plan.protocol, settings: { ...known, closedBit, presentBit } };
    }
    case "lock-8a": {
      const { feedback, statusByteOrder: order, ...known } = plan.learned;
      const closedBit = feedback && (feedback === "closing" ? 1 : 0);
      return { ...where, protocol: plan.protocol, settings: { ...known, closedBit, order } };
    }
    case "modbus-relay": {
      const { inputClosedBit: closedBit, ...known } = plan.learned;
      return { ...where, protocol: plan.protocol, settings: { ...known, closedBit } };
    }
    case "mdb-qibixx":
      return { ...where, protocol: plan.protocol, settings: plan.learned };
  }
}
