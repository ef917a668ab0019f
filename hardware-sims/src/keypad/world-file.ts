import { join } from "node:path";
import { z } from "zod";
import { keepWorld } from "../adapters/kept-world.ts";
import type { PlannedCoil } from "../spiral/world.ts";
import { WorldFile } from "../spiral/world-file.ts";
import { fillKeypad, type PlannedKey } from "./fill-keypad.ts";
import { type KeypadStore, type KeypadWorld, keypadFaults } from "./world.ts";

/** The shape of the world at rest. */
export const KeypadFile = WorldFile.extend({
  keys: z.array(
    z.object({ selection: z.number().int(), item: z.number().int(), price: z.number().int() }),
  ),
  customer: z.enum(["presses", "presses-wrong-first", "nobody"]),
  faults: z.array(z.enum(keypadFaults)),
}) satisfies z.ZodType<KeypadWorld>;

export function openKeypadFile(
  folder: string,
  coils: readonly PlannedCoil[],
  keys: readonly PlannedKey[],
): KeypadStore {
  return keepWorld<KeypadWorld>({
    path: keypadPath(folder),
    schema: KeypadFile,
    full: fillKeypad(coils, keys),
    identity: ({ slots, keys: each }) =>
      `${slots.map(({ slotId, selection }) => `${slotId}=${selection}`)} ${each.map(({ price }) => price)}`,
  });
}

export const keypadPath = (folder: string): string => join(folder, "keypad.json");
