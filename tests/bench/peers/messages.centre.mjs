import { createServer } from "node:net";
import { Aedes } from "aedes";
import { openSqlite, stopWhenAsked, tell } from "./peer.mjs";

/**
 * The far end of one message per event: the broker in this very process, so without a second hop, TCP_NODELAY,
 * and each message stored in a commit of its own (FULL). PUBACK is sent when the listener is done, so after it.
 * Nothing is validated or folded. `delivered` counts every message that came, repeated ones too.
 */
const { DB_FILE, PORT } = process.env;
const db = openSqlite(DB_FILE);
db.exec(`create table if not exists event (
  arrived integer primary key, event_id text not null unique, device_id text not null, event_json text not null) strict`);
const store = db.prepare(
  `insert into event (event_id, device_id, event_json)
   values (? ->> 'eventId', ? ->> 'deviceId', ?) on conflict do nothing`,
);
let delivered = 0;

const aedes = await Aedes.createBroker({ maxClientsIdLength: 40 });
await new Promise((resolve) =>
  aedes.subscribe(
    "up/#",
    (packet, done) => {
      const json = packet.payload.toString("utf8");
      store.run(json, json, json);
      delivered += 1;
      done();
    },
    resolve,
  ),
);
const server = createServer({ noDelay: true }, aedes.handle);
server.listen(Number(PORT), "127.0.0.1", () => tell({ ready: true }));
let told = 0;
setInterval(() => {
  if (delivered > told) tell({ delivered });
  told = delivered;
}, 200).unref();
stopWhenAsked();
