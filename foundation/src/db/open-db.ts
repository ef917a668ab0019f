import Database from "better-sqlite3";

export type Db = Database.Database;

const OLDEST_SAFE_SQLITE = "3.51.3"; // earlier versions can corrupt a WAL on reset
const FULL = 2;

/** Opens the file so that a commit that returned survives a power cut, and checks that it is so. */
export function openDb(path: string, journalLimitBytes = 8 * 1024 * 1024): Db {
  const db = new Database(path);
  db.pragma("journal_mode = WAL"); // screens read while something is written
  // The library's own default is weaker from the second opening of a file on.
  db.pragma("synchronous = FULL");
  db.pragma("foreign_keys = ON");
  db.pragma("secure_delete = ON");
  db.pragma("trusted_schema = OFF");
  db.pragma("cell_size_check = ON");
  db.pragma(`journal_size_limit = ${journalLimitBytes}`);
  if (db.pragma("synchronous", { simple: true }) !== FULL) {
    throw new Error(`${path} is not durable`);
  }
  const version = String(db.prepare("select sqlite_version()").pluck().get());
  if (version.localeCompare(OLDEST_SAFE_SQLITE, "en", { numeric: true }) < 0) {
    throw new Error(`SQLite ${version} is too old`);
  }
  return db;
}

/** A second line to the same file that can only read, and sees every commit that has returned. */
export function openReader(path: string): Db {
  const db = new Database(path, { readonly: true });
  db.pragma("trusted_schema = OFF");
  db.pragma("cell_size_check = ON");
  return db;
}
