import { assertNever, type CollectionCheck } from "@drop-in/contracts";
import type { Collection } from "./collection.store.ts";

type Refusal = Extract<CollectionCheck, { kind: "refused" }>["reason"];

/** Whether a recognised collection may be handed out now; otherwise the helpful reason why not. */
export function refusalOf(collection: Collection, now: string): Refusal | undefined {
  switch (collection.state) {
    case "dispensed":
      return "used";
    case "revoked":
      return "revoked";
    case "expired":
      return "expired";
    case "in-progress":
    case "with-staff":
      return "with-staff";
    case "ready":
    case "no-stock":
      if (now < collection.notBefore) return "not-yet";
      if (now >= collection.expiresAt) return "expired";
      return undefined; // no-stock may have been restocked: the caller looks for a slot
    default:
      return assertNever(collection.state);
  }
}
