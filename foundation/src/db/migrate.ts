import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Db } from "./open-db.ts";

/** Applies the files not yet applied, one transaction each. Forward only: fix by adding one. */
export function migrate(db: Db, folder: string): number {
  const files = readdirSync(folder)
    .filter((name) => /^\d{4}_.+\.sql$/.test(name))
    .sort();
  const applied = Number(db.pragma("user_version", { simple: true }));
  if (applied > files.length) {
    throw new Error(`the database is from a newer version (${applied} > ${files.length})`);
  }
  for (const [index, file] of files.entries()) {
    if (index < applied) continue;
    db.transaction(() => {
      db.exec(readFileSync(join(folder, file), "utf8"));
      db.pragma(`user_version = ${index + 1}`);
    }).immediate();
  }
  return files.length - applied;
}
