import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { LockerStore } from "./locker-sim.ts";
import { fillLocker, type LockerWorld, lockerFaults, type PlannedCompartment } from "./world.ts";

const Item = z.object({ itemId: z.string(), variantId: z.string(), lot: z.string() });

/** The shape of the world at rest. */
export const LockerFile = z.object({
  compartments: z.array(
    z.object({
      slotId: z.string(),
      selection: z.number().int(),
      row: z.enum(["upper", "middle", "lower"]),
      label: z.object({ variantId: z.string(), lot: z.string() }),
      item: Item.nullable(),
      door: z.enum(["open", "closed"]),
    }),
  ),
  taken: z.array(Item.extend({ slotId: z.string(), at: z.string(), order: z.number().int() })),
  pulses: z.array(z.object({ selection: z.number().int(), at: z.string() })),
  person: z.enum(["takes", "leaves-it", "leaves-open", "nobody"]),
  faults: z.array(z.enum(lockerFaults)),
}) satisfies z.ZodType<LockerWorld>;

/** Items and doors stay as they are when everything is switched off; a missing file is a locker just filled. */
export function openLockerFile(path: string, planned: readonly PlannedCompartment[]): LockerStore {
  const full = fillLocker(planned);
  const kept = readWorld(path);
  // A locker with other compartments is another locker.
  let world = kept && doorsOf(kept) === doorsOf(full) ? kept : full;
  return {
    get: () => world,
    set(next) {
      world = next;
      const fresh = `${path}.new`;
      writeFileSync(fresh, JSON.stringify(next));
      renameSync(fresh, path);
    },
  };
}

export function lockerPath(folder: string): string {
  return join(folder, "locker.json");
}

function doorsOf(world: LockerWorld): string {
  return world.compartments.map(({ slotId, selection }) => `${slotId}=${selection}`).join();
}

function readWorld(path: string): LockerWorld | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
  return LockerFile.parse(JSON.parse(text));
}
