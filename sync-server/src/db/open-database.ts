import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { type Log, migrate, openDb, openReader, type Timer } from "@drop-in/foundation";
import { migratePostgres } from "./migrate-postgres.ts";
import { openPostgres } from "./postgres.ts";
import type { Database } from "./sql.ts";
import { createSqliteDatabase } from "./sqlite.ts";

const room = dirname(findPackageJSON(import.meta.url) ?? "");
const migrations = join(room, "migrations");
const JOURNAL_LIMIT_BYTES = 64 * 1024 * 1024; // a drain of thousands of devices writes far more than a box
const PAGES_BEFORE_CHECKPOINT = 8_000; // a page that many batches touch is then copied home once
const CACHE_KIB = 128 * 1024; // ids are random: the pages of a whole day are touched in no order

/** A file, or `:memory:` for a test; with its tables as this version wants them. */
export function openSqliteDatabase(path: string): Database {
  const writer = openDb(path, { journalLimitBytes: JOURNAL_LIMIT_BYTES });
  writer.pragma(`wal_autocheckpoint = ${PAGES_BEFORE_CHECKPOINT}`);
  writer.pragma(`cache_size = -${CACHE_KIB}`);
  migrate(writer, join(migrations, "sqlite"));
  return createSqliteDatabase({
    writer,
    reader: path === ":memory:" ? undefined : openReader(path),
  });
}

type Postgres = { url: string; processId: string; timer: Timer; log: Log; schema?: string };

/** Waits for a server that is not there yet as little as for any other: what cannot be is an error. */
export async function openPostgresDatabase(parts: Postgres): Promise<Database> {
  const database = openPostgres(parts);
  try {
    await migratePostgres(database, join(migrations, "postgres"));
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
