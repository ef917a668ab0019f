import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { z } from "zod";

type Options<World> = {
  path: string;
  schema: z.ZodType<World>;
  /** A machine just filled: what a missing file means. */
  full: World;
  /** What makes it this machine and no other. */
  identity: (world: World) => string;
};

/** A physical world on disk: everything stays where it is when everything is switched off. */
export function keepWorld<World>({ path, schema, full, identity }: Options<World>) {
  const kept = readWorld(path, schema);
  let world = kept !== undefined && identity(kept) === identity(full) ? kept : full;
  return {
    get: () => world,
    set(next: World): void {
      world = next;
      const fresh = `${path}.new`;
      writeFileSync(fresh, JSON.stringify(next));
      renameSync(fresh, path);
    },
  };
}

function readWorld<World>(path: string, schema: z.ZodType<World>): World | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
  return schema.parse(JSON.parse(text));
}
