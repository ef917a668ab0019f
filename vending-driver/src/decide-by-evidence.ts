import type { Evidence } from "./evidence.ts";
import type { DispenseOutcome, LastKnown } from "./vending-machine.ts";

/**
 * Whether what the hardware says afterwards decides an attempt that was left unclear. `before` was written
 * down with the intent. One witness is enough to say that something left; that nothing left wants a counter
 * that stands still, or two witnesses, because a sensor that is stuck would send a second item after the first.
 */
export function decideByEvidence(
  last: LastKnown | "intended",
  before: Evidence,
  after: Evidence,
): DispenseOutcome {
  if (before.vends !== null && after.vends !== null) {
    if (after.vends === before.vends) {
      return { kind: "not-dispensed", reason: "interrupted", provedBy: "counter-unchanged" };
    }
    if (after.vends === before.vends + 1) return { kind: "dispensed", proof: "presumed" };
  }
  if (after.doneAfterApproval === true) return { kind: "dispensed", proof: "presumed" };
  if (before.item === "present" && after.item === "absent") {
    return { kind: "dispensed", proof: "confirmed" };
  }
  // It opened, but a sensor that was seen to see still sees the item: one witness each way.
  if (before.door === "closed" && after.door === "open" && after.item !== "present") {
    return { kind: "dispensed", proof: "presumed" };
  }
  if (after.inDelivery === true) return { kind: "unclear", last: "delivery-path-fault" };
  if (after.jammed === true) return { kind: "unclear", last: "jammed" };
  return { kind: "unclear", last: last === "intended" ? "go-sent" : last };
}
