import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDataKey } from "../adapters/data-key.ts";
import { encryptDb, isPlainDb, openDb } from "./open-db.ts";

const canary = "Aurelia Quillfeather";
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drop-in-encrypted-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, "a.db");
const keyOf = (name: string) => openDataKey(join(folder, name, ".."), undefined);

function write(db: ReturnType<typeof openDb>): void {
  db.exec("create table person (name text)");
  db.prepare("insert into person values (?)").run(canary);
}

/** Every byte of every file of the database, its log included. */
const bytes = () =>
  Buffer.concat(
    readdirSync(folder)
      .filter((name) => name.startsWith("a.db"))
      .map((name) => readFileSync(join(folder, name))),
  );

test("nothing written can be read from the files, not even from the log", () => {
  const db = openDb(file(), { key: keyOf("k") });
  write(db);
  expect(readdirSync(folder)).toContain("a.db-wal");
  expect(bytes().includes(canary)).toBe(false);
  db.close();
  expect(bytes().includes(canary)).toBe(false);
});

test("without the key, or with another, it is no database", () => {
  const key = keyOf("k");
  const db = openDb(file(), { key });
  write(db);
  db.close();
  expect(() => openDb(file())).toThrow("not a database");
  rmSync(join(folder, "data-key"));
  expect(() => openDb(file(), { key: keyOf("k") })).toThrow("not a database");
});

test("one flipped bit on any page is found when the page is read", () => {
  const key = keyOf("k");
  const db = openDb(file(), { key });
  write(db);
  db.close();
  const whole = readFileSync(file());
  for (let at = 40; at < whole.length; at += 997) {
    const bent = Buffer.from(whole);
    bent.writeUInt8(bent.readUInt8(at) ^ 1, at);
    writeFileSync(file(), bent);
    expect(() => {
      const opened = openDb(file(), { key });
      try {
        opened.pragma("integrity_check");
        opened.prepare("select * from person").all();
      } finally {
        opened.close();
      }
    }, `byte ${at}`).toThrow();
  }
});

test("a file from before there was a key is encrypted, with everything in it", () => {
  const db = openDb(file());
  write(db);
  db.close();
  expect(isPlainDb(readFileSync(file()))).toBe(true);
  const key = keyOf("k");
  encryptDb(file(), key);
  expect(bytes().includes(canary)).toBe(false);
  const again = openDb(file(), { key });
  expect(again.prepare("select name from person").pluck().get()).toBe(canary);
  again.close();
});

test("the key systemd hands over goes before the one in the folder", () => {
  writeFileSync(join(folder, "drop-in-data-key"), `${"ab".repeat(32)}\n`);
  expect(openDataKey(folder, folder)).toBe("ab".repeat(32));
  writeFileSync(join(folder, "drop-in-data-key"), "short");
  expect(() => openDataKey(folder, folder)).toThrow("64 hex digits");
});
