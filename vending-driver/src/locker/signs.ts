import type { Observation } from "../vending-machine.ts";
import type { LockBits } from "./lock-boards.ts";

/** The bits of a board by name, as commissioning compares them. */
export function signsOf(board: number, locks: ReadonlyMap<number, LockBits>): Observation {
  const signs: Record<string, number> = {};
  for (const [lock, { hook, item }] of locks) {
    if (hook !== null) signs[`board ${board} hook ${lock}`] = hook;
    if (item !== null) signs[`board ${board} item ${lock}`] = item;
  }
  return signs;
}
