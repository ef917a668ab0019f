import { finishTurn, startTurn, type World } from "../spiral/world.ts";

/** A machine with a keypad of its own: coils as in any other, a price and an item number for each, and a customer. */
export type KeypadWorld = World & {
  keys: Key[];
  customer: Customer;
  faults: KeypadFault[];
};

/** Where it is kept: what is written here survives power, cable and process. */
export type KeypadStore = { get(): KeypadWorld; set(world: KeypadWorld): void };

/** What the controller asks the reader for when a number is pressed. Prices in minor units. */
export type Key = { selection: number; item: number; price: number };

/** What the person does once a session is open: presses the number they were told, another one first, or nothing. */
export type Customer = "presses" | "presses-wrong-first" | "nobody";

export const keypadFaults = [
  "vmc-reset-after-approval",
  "vmc-off",
  "reader-disabled",
  "cancel-at-keypad",
  "item-unknown",
  "silence-after-approval",
  "late-success",
  "duplicate-success",
  "unknown-error",
  "start-refused",
  "garbage-burst",
  "glued-lines",
  "one-byte-reads",
  "power-cut-before",
  "power-cut-after",
  "unplug-before",
  "unplug-after",
] as const;
export type KeypadFault = (typeof keypadFaults)[number];

/** The coil of a number turns once, as the machine's own controller has it turn. */
export function turnOnce(world: KeypadWorld, slotId: string, at: string) {
  const turned = finishTurn(startTurn(world, slotId), slotId, at);
  return { ...turned, world: { ...world, ...turned.world } };
}

export function setFault(world: KeypadWorld, fault: KeypadFault, on: boolean): KeypadWorld {
  const others = world.faults.filter((each) => each !== fault);
  return { ...world, faults: on ? [...others, fault] : others };
}
