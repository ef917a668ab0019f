import Database from "better-sqlite3";

export type Db = Database.Database;

const OLDEST_SAFE_SQLITE = "3.51.3"; // earlier versions can corrupt a WAL on reset

/** Opens the file so that a commit that returned survives a power cut, and checks that it is so. */
export function openDb(path: string): Db {
  const db = new Database(path);
  db.pragma("journal_mode = WAL");
  // The library's own default is weaker from the second opening of a file on.
  db.pragma("synchronous = FULL");
  db.pragma("foreign_keys = ON");
  db.pragma("secure_delete = ON");
  db.pragma("trusted_schema = OFF");
  db.pragma("cell_size_check = ON");
  db.pragma("journal_size_limit = 8388608");
  if (db.pragma("synchronous", { simple: true }) !== 2) throw new Error(`${path} is not durable`);
  const version = String(db.prepare("select sqlite_version()").pluck().get());
  if (isOlder(version, OLDEST_SAFE_SQLITE)) throw new Error(`SQLite ${version} is too old`);
  return db;
}

function isOlder(version: string, than: string): boolean {
  return version.localeCompare(than, "en", { numeric: true }) < 0;
}
