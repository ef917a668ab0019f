import Database from "better-sqlite3";

export type Db = Database.Database;

const FULL = 2;
const OLDEST_SAFE_SQLITE = "3.51.3"; // earlier versions can corrupt a WAL on reset

/** Opens the record so that an ack sent after a commit is the truth, also after a power cut. */
export function openDb(path: string): Db {
  const db = new Database(path);
  db.pragma("journal_mode = WAL"); // the console reads while a batch is written
  db.pragma("synchronous = FULL"); // set on every opening: the library's own default is weaker from the second on
  db.pragma("foreign_keys = ON");
  db.pragma("secure_delete = ON");
  db.pragma("trusted_schema = OFF");
  db.pragma("cell_size_check = ON");
  db.pragma("journal_size_limit = 67108864");
  if (db.pragma("synchronous", { simple: true }) !== FULL)
    throw new Error(`${path} is not durable`);
  const version = String(db.prepare("select sqlite_version()").pluck().get());
  if (version.localeCompare(OLDEST_SAFE_SQLITE, "en", { numeric: true }) < 0) {
    throw new Error(`SQLite ${version} is too old`);
  }
  return db;
}
