import type { CollectionRow } from "@drop-in/contracts";

/** `expired` is not kept: it is what an open collection is called once its time is over. */
export type KeptState = Exclude<CollectionRow["state"], "expired">;

export type CollectionFact =
  | "set-aside"
  | "not-set-aside"
  | "intended"
  | "dispensed"
  | "not-dispensed"
  | "unclear"
  | "found-dispensed"
  | "found-not-dispensed"
  | "revoked"
  | "machine-silent"
  | "device-reborn"
  | "device-revoked";

/**
 * What a collection is after a fact, which may come late: the device and the centre act apart. That an
 * item left the machine is never unsaid; everything else yields to what is known better.
 */
export function stateAfter(state: KeptState, fact: CollectionFact): KeptState {
  if (state === "dispensed") return state;
  // What was taken back is not ready again on any machine; an attempt that was under way is told of by itself.
  if (state === "revoked" && fact !== "dispensed" && fact !== "found-dispensed") return state;
  switch (fact) {
    case "set-aside":
      return state === "issued" || state === "no-stock" ? "on-machine" : state;
    case "not-set-aside":
      return state === "issued" || state === "on-machine" ? "no-stock" : state;
    case "intended":
      return "in-progress";
    case "dispensed":
    case "found-dispensed":
      return "dispensed";
    case "not-dispensed":
      return state === "in-progress" ? "on-machine" : state;
    case "unclear":
      return "needs-staff";
    case "found-not-dispensed":
      return state === "needs-staff" ? "on-machine" : state;
    case "revoked":
      return mayRevoke(state) ? "revoked" : state;
    case "machine-silent":
    case "device-reborn":
    case "device-revoked":
      // It may have been spent without our hearing: a person decides, not a second code.
      return isOpen(state) ? "needs-staff" : state;
  }
}

/** What a machine that does not hold it (any more) may still say of it: that one may have come out there. */
export function countsFromAnywhere(fact: CollectionFact): boolean {
  return fact === "dispensed" || fact === "found-dispensed" || fact === "unclear";
}

export function mayRevoke(state: KeptState): boolean {
  return state === "issued" || state === "on-machine" || state === "no-stock";
}

/** Some machine may hand it out, now or once it has been filled. */
export function isOpen(state: KeptState): boolean {
  return mayRevoke(state) || state === "in-progress";
}

export function shownState(
  kept: { state: KeptState; expiresAt: string },
  now: string,
): CollectionRow["state"] {
  const waits = kept.state === "issued" || kept.state === "on-machine";
  return waits && kept.expiresAt <= now ? "expired" : kept.state;
}

/** How many more of a variant may be promised from slots nobody has locked. */
export function promisable(
  slots: readonly { stock: number; locked: boolean }[],
  promised: number,
): number {
  const unlocked = slots.filter(({ locked }) => !locked);
  return unlocked.reduce((sum, { stock }) => sum + Math.max(0, stock), 0) - promised;
}
