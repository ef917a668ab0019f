import type { LastKnown } from "@drop-in/contracts";
import type { Progress } from "@drop-in/vending-driver";
import type { Collection } from "../collections/collection.store.ts";
import { mayVendFrom } from "../stock/choose-slot.rules.ts";
import type { Slot } from "../stock/slot.store.ts";

type Intent = { collection: Collection; slot: Slot; machineId: string; today: string };

/**
 * The last look before an intent is written: which promise it would break, if any. The code that chose the
 * slot has seen to all of them; this asks again, so that a mistake there ends in a refusal.
 */
export function promiseBroken({ collection, slot, machineId, today }: Intent): string | undefined {
  if (collection.machineId !== machineId) return "V8: it is pinned to another machine";
  if (slot.machineId !== machineId) return "V8: the slot is of another machine";
  if (slot.variantId !== collection.variantId) return "V7: the slot holds another variant";
  if (!mayVendFrom(slot, today)) return "V6: the slot is empty, locked, recalled or expired";
  // One that is promised to somebody else is not there for this person.
  const promisedToOthers = slot.setAside - (collection.slotId === slot.slotId ? 1 : 0);
  if (slot.stock - promisedToOthers < 1) return "V6: what is in the slot is promised to others";
  return undefined;
}

/** What is known to have happened once a step was reached. Before go, nothing has. */
export function lastKnownOf(step: Progress): LastKnown | undefined {
  switch (step) {
    case "checking":
    case "press-keys":
    case "wrong-keys":
      return undefined;
    case "go-sent":
    case "accepted":
    case "moving":
    case "item-left":
      return step;
    case "door-open":
      return "moving";
    case "door-shut":
      return "door-stayed-shut";
  }
}
