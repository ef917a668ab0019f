import { readFileSync } from "node:fs";
import Database from "better-sqlite3";

/** One JSON line to the bench that started this peer. */
export function tell(fact) {
  process.stdout.write(`${JSON.stringify(fact)}\n`);
}

/** The lines of the events file: one event as JSON in each. */
export function recorded(file) {
  return readFileSync(file, "utf8").trimEnd().split("\n");
}

/** A SQLite file with the settings the project itself uses: a commit that returned survives a power cut. */
export function openSqlite(file) {
  const db = new Database(file);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  if (db.pragma("synchronous", { simple: true }) !== 2) throw new Error(`${file} is not durable`);
  return db;
}

/** Rows of events that wait to be sent. */
export function openOutbox(file) {
  const db = openSqlite(file);
  db.exec(
    "create table if not exists outbox (id integer primary key, event_json text not null) strict",
  );
  const insert = db.prepare("insert into outbox (event_json) values (?)");
  return {
    next: db.prepare("select id, event_json as json from outbox where id > ? order by id limit ?"),
    forget: db.prepare("delete from outbox where id = ?"),
    forgetUpTo: db.prepare("delete from outbox where id <= ?"),
    left: db.prepare("select count(*) from outbox").pluck(),
    fill(lines) {
      db.transaction(() => {
        for (const line of lines) insert.run(line);
      })();
    },
    close: () => db.close(),
  };
}

export function stopWhenAsked() {
  process.once("SIGTERM", () => process.exit(0));
}
