import { assertNever, type CollectionCheck } from "@drop-in/contracts";
import type { Collection } from "./collection.store.ts";
import { type BelievedTime, leaseSays } from "./lease.rules.ts";

type Refusal = Extract<CollectionCheck, { kind: "refused" }>["reason"];

/** Whether a recognised collection may be handed out now; otherwise the helpful reason why not. */
export function refusalOf(collection: Collection, time: BelievedTime): Refusal | undefined {
  switch (collection.state) {
    case "dispensed":
      return "used";
    case "revoked":
      if (collection.letGo === "released") return "other-machine";
      return collection.letGo === "lapsed" ? "with-staff" : "revoked";
    case "expired":
      return "expired";
    case "in-progress":
    case "with-staff":
      return "with-staff";
    case "ready":
    case "no-stock":
      return refusalOfTime(collection, time); // no-stock may have been restocked: the caller looks for a slot
    default:
      return assertNever(collection.state);
  }
}

function refusalOfTime(collection: Collection, time: BelievedTime): Refusal | undefined {
  // It may be at another machine by now, or nobody here can tell: a person can find out, the machine must not guess.
  const lease = leaseSays(collection.leaseUntil, time);
  if (lease === "unknown") return "with-staff";
  const now = time.at.toISOString();
  if (now < collection.notBefore) return "not-yet";
  if (now >= collection.expiresAt) return "expired";
  return lease === "holds" ? undefined : "with-staff";
}
