import {
  type AttemptOutcome,
  assertNever,
  type NotDispensedReason,
  type Resolution,
  type SlotLockReason,
} from "@drop-in/contracts";

/** What an outcome means for the person's collection, the book and the slot. */
export type Consequences = {
  collection: "dispensed" | "ready" | "with-staff";
  stock: "one-less" | "unchanged";
  lockSlot: SlotLockReason | null;
};

/**
 * Dispensed is spent. Proved not dispensed may be tried again, from another slot if this one is at
 * fault. Unclear is never tried again by software: it goes to staff and nothing more leaves the slot.
 */
export function consequencesOf(outcome: AttemptOutcome): Consequences {
  switch (outcome.kind) {
    case "dispensed":
      return { collection: "dispensed", stock: "one-less", lockSlot: null };
    case "not-dispensed":
      return { collection: "ready", stock: "unchanged", lockSlot: lockFor(outcome.reason) };
    case "unclear":
      return { collection: "with-staff", stock: "unchanged", lockSlot: "unclear-attempt" };
    default:
      return assertNever(outcome);
  }
}

function lockFor(reason: NotDispensedReason): SlotLockReason | null {
  switch (reason) {
    case "motor-missing":
      return "motor-missing";
    case "slot-empty":
    case "slot-unknown":
    case "slot-paused":
    case "door-stayed-shut":
      return "slot-fault";
    case "offline":
    case "no-answer":
    case "door-open":
    case "delivery-door-open":
    case "lift-fault":
    case "machine-fault":
    case "busy":
    case "storage-fault":
    case "not-chosen":
    case "interrupted":
      return null;
    default:
      return assertNever(reason);
  }
}

/** Newest first: nothing came of this slot twice in a row, so a look is not enough. */
export function wantsRepair(ended: readonly Ended[]): boolean {
  const told = ended.filter(({ outcome }) => outcome?.kind !== "not-dispensed").slice(0, 2);
  return told.length === 2 && told.every(isNoDrop);
}

type Ended = { outcome: AttemptOutcome | null; resolution?: Resolution | null };

/** The machine said that nothing came, and nobody who looked found otherwise. A line that was lost says nothing of it. */
function isNoDrop({ outcome, resolution }: Ended): boolean {
  if (outcome?.kind !== "unclear" || resolution === "dispensed") return false;
  return ["jammed", "vend-failed", "stopped", "motor-did-not-stop"].includes(outcome.last);
}
