import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Database, Transaction } from "./sql.ts";

const Version = z.object({ version: z.number() }).optional();
const ONE_AT_A_TIME = 0x64726f70; // "drop"

/** Applies the files not yet applied. Forward only. Of several processes that start at once, one does it. */
export async function migratePostgres(database: Database, folder: string): Promise<number> {
  const files = readdirSync(folder)
    .filter((name) => /^\d{4}_.+\.sql$/.test(name))
    .sort();
  return database.transact(async (sql) => {
    await sql.get("select pg_advisory_xact_lock(:key)", { key: ONE_AT_A_TIME });
    await sql.run("create table if not exists schema_version (version int8 not null)");
    const applied =
      Version.parse(await sql.get("select version from schema_version"))?.version ?? 0;
    if (applied > files.length) {
      throw new Error(`the database is from a newer version (${applied} > ${files.length})`);
    }
    for (const file of files.slice(applied))
      await apply(sql, readFileSync(join(folder, file), "utf8"));
    await sql.run("delete from schema_version");
    await sql.run("insert into schema_version (version) values (:version)", {
      version: files.length,
    });
    return files.length - applied;
  });
}

/** A prepared statement is one statement; none of ours has a semicolon within. */
async function apply(sql: Transaction, text: string): Promise<void> {
  const statements = text
    .replace(/--[^\n]*/g, "")
    .split(";")
    .filter((statement) => statement.trim() !== "");
  for (const statement of statements) await sql.run(statement);
}
