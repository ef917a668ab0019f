import Database from "better-sqlite3";
import type { DataKey } from "../adapters/data-key.ts";

export type Db = Database.Database;

export type OpenOptions = {
  journalLimitBytes?: number;
  /** Encrypts every page, the log's too, each with a tag of its own that also finds a flipped bit. */
  key?: DataKey;
};

const OLDEST_SAFE_SQLITE = "3.51.3"; // earlier versions can corrupt a WAL on reset
const FULL = 2;
const CIPHER = "chacha20"; // ChaCha20-Poly1305 a page; a cipher without such a tag lets bit rot pass
const JOURNAL_LIMIT_BYTES = 8 * 1024 * 1024;

/** Opens the file so that a commit that returned survives a power cut, and checks that it is so. */
export function openDb(path: string, { journalLimitBytes, key }: OpenOptions = {}): Db {
  const db = new Database(path);
  if (key !== undefined) unlock(db, key);
  db.pragma("journal_mode = WAL"); // screens read while something is written
  // The library's own default is weaker from the second opening of a file on.
  db.pragma("synchronous = FULL");
  db.pragma("foreign_keys = ON");
  db.pragma("secure_delete = ON");
  db.pragma("trusted_schema = OFF");
  db.pragma("cell_size_check = ON");
  db.pragma(`journal_size_limit = ${journalLimitBytes ?? JOURNAL_LIMIT_BYTES}`);
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
export function openReader(path: string, key?: DataKey): Db {
  const db = new Database(path, { readonly: true });
  if (key !== undefined) unlock(db, key);
  db.pragma("trusted_schema = OFF");
  db.pragma("cell_size_check = ON");
  return db;
}

/** Encrypts a file that was written before there was a key. Whole, or as it was: SQLite does it in one transaction. */
export function encryptDb(path: string, key: DataKey): void {
  const db = new Database(path);
  db.pragma("journal_mode = DELETE"); // the log is folded in and goes, so that nothing stays in it in clear
  db.pragma(`cipher = '${CIPHER}'`);
  db.pragma(`rekey = "raw:${key}"`);
  db.close();
}

/** Whether the file is a database anybody can read. */
export function isPlainDb(header: Uint8Array): boolean {
  return Buffer.from(header).toString("latin1", 0, 15) === "SQLite format 3";
}

function unlock(db: Db, key: DataKey): void {
  db.pragma(`cipher = '${CIPHER}'`);
  db.pragma(`key = "raw:${key}"`);
}
