import { rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { keepWorld } from "../adapters/kept-world.ts";
import type { WorldStore } from "./coils.ts";
import { fillWorld, type PlannedCoil, type World } from "./world.ts";

const Item = z.object({ itemId: z.string(), variantId: z.string(), lot: z.string() });
const Drop = Item.extend({ slotId: z.string(), at: z.string(), order: z.number().int() });

/** The shape of the world at rest. */
export const WorldFile = z.object({
  slots: z.array(
    z.object({
      slotId: z.string(),
      selection: z.number().int(),
      capacity: z.number().int(),
      label: z.object({ variantId: z.string(), lot: z.string() }),
      items: z.array(Item),
      hanging: Item.nullable(),
      jammed: z.boolean(),
      turns: z.number().int(),
      midTurn: z.boolean(),
    }),
  ),
  tray: z.array(Drop),
  dropped: z.array(Drop),
  lifetimeTurns: z.number().int(),
  doorOpen: z.boolean(),
  sensor: z.enum(["ok", "miss", "ghost"]),
}) satisfies z.ZodType<World>;

/** Items stay where they are when everything is switched off; a missing file is a machine just filled. */
export function openWorldFile(path: string, coils: readonly PlannedCoil[]): WorldStore {
  return keepWorld<World>({ path, schema: WorldFile, full: fillWorld(coils), identity: coilsOf });
}

export function worldPath(folder: string): string {
  return join(folder, "world.json");
}

export function forgetWorld(path: string): void {
  rmSync(path, { force: true });
}

function coilsOf(world: World): string {
  return world.slots.map(({ slotId, selection }) => `${slotId}=${selection}`).join();
}
