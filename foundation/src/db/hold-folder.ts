import { join } from "node:path";
import Database from "better-sqlite3";

const PATIENCE_MS = 2_000; // for one that is just leaving

/** Kept here: a lock that nobody remembers would be let go by the garbage collector. */
const held = new Set<Database.Database>();

/**
 * Takes the folder for this process alone, until it lets go or dies, however it dies: the lock is the
 * system's own. Undefined when another process has it.
 */
export function holdFolder(
  folder: string,
  patienceMs = PATIENCE_MS,
): { letGo(): void } | undefined {
  const lock = new Database(join(folder, "in-use"), { timeout: patienceMs });
  try {
    lock.exec("begin exclusive");
    held.add(lock);
    return {
      letGo() {
        held.delete(lock);
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code === "SQLITE_BUSY") return undefined;
    throw error;
  }
}
