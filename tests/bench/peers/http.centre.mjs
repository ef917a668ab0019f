import { createServer } from "node:http";
import { inflateSync } from "node:zlib";
import pg from "pg";
import { openSqlite, stopWhenAsked, tell } from "./peer.mjs";

/** Stores each posted batch in one durable commit and only then answers; nothing is validated or folded. */
const { DB_FILE, PORT, POSTGRES_URL } = process.env;
const keep = POSTGRES_URL ? await postgres(POSTGRES_URL) : sqlite(DB_FILE);

const server = createServer((incoming, answer) => {
  const chunks = [];
  incoming.on("data", (chunk) => chunks.push(chunk));
  incoming.on("end", async () => {
    await keep(inflateSync(Buffer.concat(chunks)).toString("utf8").split("\n"));
    answer.end();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(Number(PORT), "127.0.0.1", () => tell({ ready: true }));
stopWhenAsked();

function sqlite(file) {
  const db = openSqlite(file);
  db.exec(`create table if not exists event (
    arrived integer primary key, event_id text not null unique, device_id text not null, event_json text not null) strict`);
  const insert = db.prepare(
    `insert into event (event_id, device_id, event_json)
     values (? ->> 'eventId', ? ->> 'deviceId', ?) on conflict do nothing`,
  );
  return db.transaction((lines) => {
    for (const line of lines) insert.run(line, line, line);
  });
}

/** One array of JSON, taken apart by the database: the fewest bytes and round trips there are short of COPY. */
async function postgres(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(`create table if not exists event (
    event_id text primary key, device_id text not null, event_json text not null)`);
  return (lines) => {
    const events = lines.map((line) => JSON.parse(line));
    return client.query(
      "insert into event select * from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing",
      [events.map(({ eventId }) => eventId), events.map(({ deviceId }) => deviceId), lines],
    );
  };
}
