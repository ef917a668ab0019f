import type { DispenseOutcome, LastKnown, NotDispensedReason } from "../vending-machine.ts";

/** What one status byte says about the dispense in flight. */
export type StatusMeaning =
  | { kind: "moving" }
  | { kind: "final"; outcome: DispenseOutcome }
  /** A byte the protocol does not define says nothing: only time decides. */
  | { kind: "nothing" };

/** Undefined means the selection is free to go. The bytes are hex digits in the protocol's tables. */
export function refusalOf(checkStatus: number): NotDispensedReason | undefined {
  switch (checkStatus) {
    case 0x01:
      return undefined;
    case 0x02:
      return "slot-empty";
    case 0x03:
      return "slot-unknown";
    case 0x04:
      return "slot-paused";
    case 0x06:
      return "delivery-door-open";
    // A product left in the lift, the lift itself, its self-test.
    case 0x05:
    case 0x07:
    case 0x08:
      return "lift-fault";
    default:
      return "machine-fault";
  }
}

/**
 * Reads a dispensing status once go was sent. Only "the motor does not exist" proves that nothing
 * moved, and only if nothing was seen moving; every other failure may have left an item hanging.
 */
export function meaningOf(
  status: number,
  known: { moving: boolean; sensorProves: boolean },
): StatusMeaning {
  switch (status) {
    case 0x01:
    // Lift travelling.
    case 0x10:
    case 0x11:
      return { kind: "moving" };
    case 0x02:
    // "Take it out (successful purchase)": machines without a microwave send it for real deliveries.
    case 0x24:
      return final({ kind: "dispensed", proof: known.sensorProves ? "confirmed" : "presumed" });
    case 0x03:
      return unclear("jammed");
    case 0x04:
      return unclear("motor-did-not-stop");
    case 0x06:
      if (known.moving) return unclear("moving");
      return final({
        kind: "not-dispensed",
        reason: "motor-missing",
        provedBy: "refused-before-motion",
      });
    case 0xff:
      return unclear("stopped");
    default:
      if (pathFaults.has(status)) return unclear("delivery-path-fault");
      return pathProgress.has(status) ? { kind: "moving" } : { kind: "nothing" };
  }
}

/** Lift, pushrod and microwave, on machines that have them. */
const pathFaults = new Set([
  0x07, 0x12, 0x13, 0x15, 0x17, 0x20, 0x25, 0x28, 0x29, 0x30, 0x31, 0x32,
]);
const pathProgress = new Set([0x14, 0x16, 0x18, 0x19, 0x21, 0x22, 0x23, 0x26]);

function unclear(last: LastKnown): StatusMeaning {
  return final({ kind: "unclear", last });
}

function final(outcome: DispenseOutcome): StatusMeaning {
  return { kind: "final", outcome };
}
