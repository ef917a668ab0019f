import { changesBetween, type Learning, learnFromOne } from "../learning.ts";
import type { Lock8aOrder } from "../lock-8a/lock-8a-boards.ts";
import type { Observation } from "../vending-machine.ts";
import { placeOf } from "./lock-boards.ts";

type Looks = { before: Observation; after: Observation };

/** All doors shut, then the door of `selection` opened by hand: what the hook's bit says of a shut door. */
export function learnClosedBit(looks: Looks, selection: number): Learning<{ closedBit: 0 | 1 }> {
  const { board, lock } = placeOf(selection);
  return learnFromOne(changesBetween(looks.before, looks.after), ({ sign, from }) =>
    sign === `board ${board} hook ${lock}` ? { closedBit: from === 1 ? 1 : 0 } : undefined,
  );
}

/** An empty compartment, then an item put in, its door standing as it stood. */
export function learnPresentBit(looks: Looks, selection: number): Learning<{ presentBit: 0 | 1 }> {
  const { board, lock } = placeOf(selection);
  return learnFromOne(changesBetween(looks.before, looks.after), ({ sign, to }) =>
    sign === `board ${board} item ${lock}` ? { presentBit: to === 1 ? 1 : 0 } : undefined,
  );
}

/**
 * 8A boards: which byte holds the first locks, from opening lock `selection` by hand. A lock in the middle of an odd
 * number of bytes stands in the same place either way, and teaches nothing: take lock 1.
 */
export function learnLock8a(
  looks: Looks,
  selection: number,
): Learning<{ closedBit: 0 | 1; order: Lock8aOrder }> {
  const { board, lock } = placeOf(selection);
  const bytes =
    Object.keys(looks.before).filter((sign) => sign.startsWith(`board ${board} byte `)).length / 8;
  const fromFront = Math.floor((lock - 1) / 8);
  const fromBack = bytes - 1 - fromFront;
  const bit = (lock - 1) % 8;
  return learnFromOne(
    changesBetween(looks.before, looks.after).filter(({ sign }) => sign.includes(" byte ")),
    ({ sign, from }) => {
      const closedBit = from === 1 ? (1 as const) : (0 as const);
      if (fromFront === fromBack) return undefined;
      if (sign === `board ${board} byte ${fromFront} bit ${bit}`)
        return { closedBit, order: "first-byte-first" as const };
      if (sign === `board ${board} byte ${fromBack} bit ${bit}`)
        return { closedBit, order: "last-byte-first" as const };
      return undefined;
    },
  );
}
