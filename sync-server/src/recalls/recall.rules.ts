import type { Recall } from "@drop-in/contracts";

/** As the machines read it: every lot named, of every variant named; no lots means all of them. */
export function isRecalled(
  { variantId, lot }: { variantId: string; lot: string },
  recalls: readonly Recall[],
): boolean {
  return recalls.some(
    ({ variantIds, lots }) =>
      variantIds.some((named) => named === variantId) &&
      (lots.length === 0 || lots.some((named) => plain(named) === plain(lot))),
  );
}

const plain = (lot: string): string => lot.trim().toUpperCase();
