import { openDb } from "@drop-in/foundation";
import { openEmbeddedBroker } from "../../../sync-server/src/adapters/embedded-broker.ts";

/** Stores each message in a commit of its own. The broker answers PUBACK when the listener is done, so after it. */
const { DB_FILE = "", BROKER_PORT = "" } = process.env;
const db = openDb(DB_FILE);
db.exec(`create table event (
  arrived integer primary key, event_id text not null unique, event_json text not null) strict`);
const store = db.prepare(
  "insert into event (event_id, event_json) values (? ->> 'eventId', ?) on conflict do nothing",
);

const broker = await openEmbeddedBroker({ host: "127.0.0.1", port: Number(BROKER_PORT) });
broker.onMessage((_topic, payload) => {
  const json = Buffer.from(payload).toString("utf8");
  store.run(json, json);
});
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
process.once("SIGTERM", () => process.exit(0));
