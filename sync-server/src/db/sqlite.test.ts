import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDb } from "@drop-in/foundation";
import { expect, test } from "vitest";
import { inMemory } from "../centre.test-rig.ts";
import { databaseConformance } from "./database.conformance.ts";
import { openSqliteDatabase } from "./open-database.ts";

const newFile = () => join(mkdtempSync(join(tmpdir(), "drop-in-centre-")), "centre.db");

databaseConformance("SQLite in a file", async () => openSqliteDatabase(newFile()));
databaseConformance("SQLite in memory", inMemory);

test("a record from a newer version is left alone", async () => {
  const file = newFile();
  await openSqliteDatabase(file).close();
  const db = openDb(file);
  db.pragma("user_version = 99");
  db.close();
  expect(() => openSqliteDatabase(file)).toThrow("from a newer version (99 > ");
});
