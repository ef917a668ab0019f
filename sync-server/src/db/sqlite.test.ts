import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDb } from "@drop-in/foundation";
import { expect, test } from "vitest";
import { openSqliteDatabase } from "./open-database.ts";

const migrations = join(import.meta.dirname, "../../migrations/sqlite");
const newFile = () => join(mkdtempSync(join(tmpdir(), "drop-in-centre-")), "centre.db");

test("a record from a newer version is left alone", async () => {
  const file = newFile();
  await openSqliteDatabase(file).close();
  const db = openDb(file);
  db.pragma("user_version = 99");
  db.close();
  expect(() => openSqliteDatabase(file)).toThrow("from a newer version (99 > ");
});

test("a record of before keeps its events, its place in each stream, and what it could not understand", async () => {
  const file = newFile();
  const old = openDb(file);
  const files = readdirSync(migrations).sort().slice(0, 3);
  for (const name of files) old.exec(readFileSync(join(migrations, name), "utf8"));
  old.pragma(`user_version = ${files.length}`);
  old.exec(`
    insert into device values ('hub-1', 'hub-1', 'Hub 1', '0.1.0', 'e', 's', 't', 't');
    insert into lane values (7, 'hub-1', 'e', 'care', 2);
    insert into inbox values (7, 1, '{"a":1}', 't', null), (7, 2, '{"b":2}', 't', 'type: odd'),
      (7, 4, '{"d":4}', 't', null);
    insert into lost_range values (7, 1, 1, 't');
    insert into feed_item values ('hub-1', 3, '{}');
    insert into visit values ('v', 'hub-1', 'waiting', 't', null);`);
  old.close();

  const database = openSqliteDatabase(file);
  expect(await database.all("select cursor, highest from lane")).toEqual([
    { cursor: 2, highest: 4 },
  ]);
  expect(await database.all("select seq from inbox order by seq")).toHaveLength(3);
  expect(await database.all("select seq, why, row_json from dead_letter")).toEqual([
    { seq: 2, why: "type: odd", row_json: '{"b":2}' },
  ]);
  expect(await database.all("select feed_last from device")).toEqual([{ feed_last: 3 }]);
  expect(await database.all("select state from visit")).toEqual([{ state: "waiting" }]);
  expect(await database.all("pragma foreign_key_check")).toEqual([]);
  await database.close();
});
