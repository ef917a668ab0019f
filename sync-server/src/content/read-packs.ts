import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ContentPack } from "@drop-in/contracts";

/** The content packs of a folder: one file each. Throws with one readable line when a file is none. */
export function readPacks(folder: string): ContentPack[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return files.toSorted().map((name) => {
    const path = join(folder, name);
    const parsed = ContentPack.safeParse(JSON.parse(readFileSync(path, "utf8")));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new Error(`${path} is not a content pack: ${issue?.path.join(".")}: ${issue?.message}`);
  });
}
