import Fastify from "fastify";
import { connect } from "mqtt";
import { openSqlite, stopWhenAsked, tell } from "./peer.mjs";

/** The smallest edge agent there can be with the same parts: a web server, a database, an MQTT client, no features. */
const { FOLDER, HTTP_PORT, MQTT_URL } = process.env;
const db = openSqlite(`${FOLDER}/bare.db`);
db.exec(
  "create table if not exists event (id integer primary key, event_json text not null) strict",
);
const app = Fastify();
app.get("/", () => ({ events: db.prepare("select count(*) from event").pluck().get() }));
connect(MQTT_URL).on("error", () => {});
await app.listen({ host: "127.0.0.1", port: Number(HTTP_PORT) });
tell({ ready: true });
stopWhenAsked();
