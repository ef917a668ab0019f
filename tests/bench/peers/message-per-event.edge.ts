import { DeviceId, topics } from "@drop-in/contracts";
import { openDb } from "@drop-in/foundation";
import { connect } from "mqtt";

/** Sends each row as one QoS 1 message, 100 in flight, and deletes it at its PUBACK. */
const IN_FLIGHT = 100;
const { DB_FILE = "", MQTT_URL = "", DEVICE_ID } = process.env;
const deviceId = DeviceId.parse(DEVICE_ID);
const db = openDb(DB_FILE);
const next = db.prepare<[number, number], { id: number; json: string }>(
  "select id, event_json as json from outbox where id > ? order by id limit ?",
);
const forget = db.prepare("delete from outbox where id = ?");
let sent = 0;
let inFlight = 0;

const client = connect(MQTT_URL, { clientId: deviceId, clean: true });
client.on("connect", () => {
  const { stream } = client;
  if ("setNoDelay" in stream && typeof stream.setNoDelay === "function") stream.setNoDelay(true);
  pump();
});

function pump(): void {
  for (const { id, json } of next.all(sent, IN_FLIGHT - inFlight)) {
    sent = id;
    inFlight += 1;
    client.publish(topics.up(deviceId), json, { qos: 1 }, (error) => {
      inFlight -= 1;
      if (!error) forget.run(id);
      pump();
    });
  }
}

process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
process.once("SIGTERM", () => process.exit(0));
