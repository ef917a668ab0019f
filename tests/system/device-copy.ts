import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dataKeyFile, openDataKey, openDb } from "@drop-in/foundation";
import { filesIn, type Place } from "./planted-words.ts";

/** The data folder of a box as a thief of its disk would copy it. */
export function copyDevice(folder: string) {
  const copy = mkdtempSync(join(tmpdir(), "drop-in-thief-"));
  const withKey = join(copy, "with");
  const withoutKey = join(copy, "without");
  cpSync(folder, withKey, { recursive: true });
  cpSync(folder, withoutKey, { recursive: true, filter: (path) => path !== dataKeyFile(folder) });
  if (existsSync(dataKeyFile(withoutKey))) throw new Error("the key was copied");

  return {
    /** All files, and the key is not among them. */
    locked: (): Place[] => [...filesIn(withoutKey)],
    /** All files, and the database once more as somebody with the key reads it: each row, and each page, free ones too. */
    unlocked(): Place[] {
      const file = join(withKey, "agent.db");
      const db = openDb(file, { key: openDataKey(withKey, undefined) });
      const tables = db
        .prepare("select name from sqlite_schema where type = 'table'")
        .pluck()
        .all();
      const rows = tables.map((name) =>
        JSON.stringify(db.prepare(`select * from "${name}"`).all()),
      );
      db.pragma("journal_mode = DELETE");
      db.pragma("rekey = ''"); // every page as it is under the key
      db.close();
      const pages = readFileSync(file);
      if (!pages.toString("latin1", 0, 15).startsWith("SQLite format 3"))
        throw new Error("still shut");
      return [
        ...filesIn(withKey),
        { where: "rows of the device", bytes: Buffer.from(rows.join("\n")) },
      ];
    },
    remove: () => rmSync(copy, { recursive: true, force: true }),
  };
}
