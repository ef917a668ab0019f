/** The inside of a locker as it really is, whatever anybody on the wire believes. */
export type LockerWorld = {
  compartments: Compartment[];
  /** Everything that was ever taken out, in order: the truth that outcomes are measured against. */
  taken: Taken[];
  /** Pulses the boards have given, in order. */
  pulses: { selection: number; at: string }[];
  person: Person;
  faults: LockerFault[];
};

export type Compartment = {
  slotId: string;
  /** Board address times 100, plus the lock from 1. */
  selection: number;
  row: "upper" | "middle" | "lower";
  label: { variantId: string; lot: string };
  item: Item | null;
  door: "open" | "closed";
};

export type Item = { itemId: string; variantId: string; lot: string };
export type Taken = Item & { slotId: string; at: string; order: number };

/** What somebody standing before it does: takes what is there and shuts the door, leaves it in, or only looks. */
export type Person = "takes" | "leaves-it" | "leaves-open" | "nobody";

/** Everything that can be wrong with it, by name. */
export const lockerFaults = [
  "door-stuck",
  "hook-stuck-closed",
  "hook-stuck-open",
  "item-stuck-present",
  "item-stuck-absent",
  "bounce",
  "silent-board",
  "busy-after-unlock",
  "wrong-checksum",
  "garbage-burst",
  "glued",
  "one-byte-reads",
  "late-answer",
  "echo",
  "power-cut-before",
  "power-cut-after",
  "unplug-before",
  "unplug-after",
] as const;
export type LockerFault = (typeof lockerFaults)[number];

export type PlannedCompartment = {
  slotId: string;
  selection: number;
  row?: Compartment["row"] | undefined;
  stock: number;
  variantId: string;
  lot: string;
};

export function fillLocker(planned: readonly PlannedCompartment[]): LockerWorld {
  const compartments = planned.map(({ slotId, selection, row, stock, variantId, lot }) => ({
    slotId,
    selection,
    row: row ?? ("middle" as const),
    label: { variantId, lot },
    item: stock > 0 ? { itemId: `${slotId}-1`, variantId, lot } : null,
    door: "closed" as const,
  }));
  return { compartments, taken: [], pulses: [], person: "takes", faults: [] };
}

/** The lock lets go. The door springs open, unless something holds it shut. */
export function pulseLock(world: LockerWorld, selection: number, at: string): LockerWorld {
  const held = world.faults.includes("door-stuck");
  const pulsed = { ...world, pulses: [...world.pulses, { selection, at }] };
  return held ? pulsed : change(pulsed, selection, (each) => ({ ...each, door: "open" }));
}

export function takeItem(world: LockerWorld, selection: number, at: string): LockerWorld {
  const compartment = world.compartments.find((each) => each.selection === selection);
  if (compartment?.door !== "open" || compartment.item === null) return world;
  const { slotId, item } = compartment;
  const taken = [...world.taken, { ...item, slotId, at, order: world.taken.length + 1 }];
  return change({ ...world, taken }, selection, (each) => ({ ...each, item: null }));
}

export function setDoor(
  world: LockerWorld,
  selection: number,
  door: Compartment["door"],
): LockerWorld {
  return change(world, selection, (each) => ({ ...each, door }));
}

/** A person puts in what the label says, its door open or not: doors are opened with a key as well. */
export function refill(world: LockerWorld, selection: number): LockerWorld {
  const used = world.taken.length + world.compartments.length;
  return change(world, selection, (each) =>
    each.item ? each : { ...each, item: { itemId: `${each.slotId}-${used}`, ...each.label } },
  );
}

export function setFault(world: LockerWorld, fault: LockerFault, on: boolean): LockerWorld {
  const others = world.faults.filter((each) => each !== fault);
  return { ...world, faults: on ? [...others, fault] : others };
}

/** What the two sensors of a compartment report, which is not always what is so. */
export function sensed(
  world: LockerWorld,
  compartment: Compartment,
): { closed: boolean; present: boolean } {
  const { faults } = world;
  const closed = compartment.door === "closed";
  const present = compartment.item !== null;
  return {
    closed: faults.includes("hook-stuck-closed") || (closed && !faults.includes("hook-stuck-open")),
    present:
      faults.includes("item-stuck-present") || (present && !faults.includes("item-stuck-absent")),
  };
}

function change(
  world: LockerWorld,
  selection: number,
  edit: (compartment: Compartment) => Compartment,
): LockerWorld {
  const compartments = world.compartments.map((each) =>
    each.selection === selection ? edit(each) : each,
  );
  return { ...world, compartments };
}
