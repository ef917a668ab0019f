/** The inside of a spiral machine as it really is, whatever anybody on the wire believes. */
export type World = {
  slots: Slot[];
  /** What fell and was not taken yet. */
  tray: Drop[];
  /** Everything that ever fell, in order: the truth that outcomes are measured against. */
  dropped: Drop[];
  lifetimeTurns: number;
  doorOpen: boolean;
  sensor: Sensor;
};

export type Slot = {
  slotId: string;
  /** The number the controller knows the slot by. */
  selection: number;
  capacity: number;
  /** What the shelf label says belongs here. */
  label: { variantId: string; lot: string };
  /** Front of the coil first. */
  items: Item[];
  /** Left the coil, and did not fall. */
  hanging: Item | null;
  /** The next item to leave this coil will hang. */
  jammed: boolean;
  /** Full turns this coil was told to make. */
  turns: number;
  /** The coil began a turn and has not come home. */
  midTurn: boolean;
};

export type Item = { itemId: string; variantId: string; lot: string };
export type Drop = Item & { slotId: string; at: string; order: number };

/** The light curtain: seeing, blind, or seeing things that are not there. */
export type Sensor = "ok" | "miss" | "ghost";

export type PlannedCoil = {
  slotId: string;
  selection: number;
  capacity: number;
  stock: number;
  variantId: string;
  lot: string;
};

export function fillWorld(coils: readonly PlannedCoil[]): World {
  const slots = coils.map(({ slotId, selection, capacity, stock, variantId, lot }) => ({
    slotId,
    selection,
    capacity,
    label: { variantId, lot },
    items: Array.from({ length: Math.min(stock, capacity) }, (_, index) => ({
      itemId: `${slotId}-${index + 1}`,
      variantId,
      lot,
    })),
    hanging: null,
    jammed: false,
    turns: 0,
    midTurn: false,
  }));
  return { slots, tray: [], dropped: [], lifetimeTurns: 0, doorOpen: false, sensor: "ok" };
}

export function slotBySelection(world: World, selection: number): Slot | undefined {
  return world.slots.find((slot) => slot.selection === selection);
}

/** The coil leaves home. Counted here: what begins to turn will come round, with or without power. */
export function startTurn(world: World, slotId: string): World {
  const turned = change(world, slotId, (slot) => ({
    ...slot,
    turns: slot.turns + 1,
    midTurn: true,
  }));
  return { ...turned, lifetimeTurns: world.lifetimeTurns + 1 };
}

/** The coil comes home and pushes one item off its end. `sensed` is what the light curtain reports. */
export function finishTurn(
  world: World,
  slotId: string,
  at: string,
): { world: World; fell: Drop | null; sensed: boolean } {
  const home = change(world, slotId, (slot) => ({ ...slot, midTurn: false }));
  const slot = home.slots.find((candidate) => candidate.slotId === slotId);
  const [front, ...behind] = slot?.items ?? [];
  const nothingFell = { fell: null, sensed: world.sensor === "ghost" };
  if (slot === undefined || front === undefined) return { world: home, ...nothingFell };

  // A hanging item blocks the way: the coil turns under it and pushes nothing further.
  if (slot.hanging !== null) return { world: home, ...nothingFell };
  if (slot.jammed) {
    const hung = change(home, slotId, (jam) => ({ ...jam, items: behind, hanging: front }));
    return { world: hung, ...nothingFell };
  }

  const fell = { ...front, slotId, at, order: world.dropped.length + 1 };
  const emptied = change(home, slotId, (rest) => ({ ...rest, items: behind }));
  return {
    world: { ...emptied, tray: [...world.tray, fell], dropped: [...world.dropped, fell] },
    fell,
    sensed: world.sensor !== "miss",
  };
}

export function jam(world: World, slotId: string): World {
  return change(world, slotId, (slot) => ({ ...slot, jammed: true }));
}

/** A person frees the coil and puts what hung there back at its front. */
export function clearJam(world: World, slotId: string): World {
  return change(world, slotId, (slot) => ({
    ...slot,
    jammed: false,
    hanging: null,
    items: slot.hanging === null ? slot.items : [slot.hanging, ...slot.items],
  }));
}

/** A person takes every item out of the slot. */
export function emptySlot(world: World, slotId: string): World {
  return change(world, slotId, (slot) => ({ ...slot, items: [], hanging: null }));
}

/** A person fills the slot up with new items of the kind on its label. */
export function refillSlot(world: World, slotId: string): World {
  return change(world, slotId, (slot) => {
    const used = new Set([...slot.items, ...world.dropped].map(({ itemId }) => itemId));
    if (slot.hanging) used.add(slot.hanging.itemId);
    const items = [...slot.items];
    for (let number = 1; items.length < slot.capacity; number += 1) {
      const itemId = `${slotId}-${number}`;
      if (!used.has(itemId)) items.push({ itemId, ...slot.label });
    }
    return { ...slot, items };
  });
}

export function takeTray(world: World): World {
  return { ...world, tray: [] };
}

function change(world: World, slotId: string, edit: (slot: Slot) => Slot): World {
  const slots = world.slots.map((slot) => (slot.slotId === slotId ? edit(slot) : slot));
  return { ...world, slots };
}
