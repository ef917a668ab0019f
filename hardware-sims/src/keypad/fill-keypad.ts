import { fillWorld, type PlannedCoil } from "../spiral/world.ts";
import type { KeypadWorld } from "./world.ts";

export type PlannedKey = { selection: number; item?: number | undefined; price: number };

/** A machine just filled, whose keys ask for what commissioning learnt. */
export function fillKeypad(
  coils: readonly PlannedCoil[],
  keys: readonly PlannedKey[],
): KeypadWorld {
  return {
    ...fillWorld(coils),
    keys: keys.map(({ selection, item, price }) => ({ selection, item: item ?? selection, price })),
    customer: "nobody",
    faults: [],
  };
}
