import { connect } from "mqtt";
import { openOutbox, recorded, stopWhenAsked, tell } from "./peer.mjs";

/**
 * What a careful team writes: a SQLite row per event, a QoS 1 message per row, 100 in flight, the row deleted at
 * its PUBACK, which this centre sends after its commit. With TCP_NODELAY, which mqtt.js does not set by itself,
 * and no packet store in memory beside the outbox.
 */
const IN_FLIGHT = 100;
const { FOLDER, URL: url, DEVICE_ID: deviceId, FILL } = process.env;
const outbox = openOutbox(`${FOLDER}/outbox.db`);
if (FILL) {
  outbox.fill(recorded(FILL));
  outbox.close();
  process.exit(0);
}

let sent = 0;
let inFlight = 0;
let more = true;
const client = connect(url.replace("http:", "mqtt:"), { clientId: deviceId, clean: true });
client.on("connect", () => {
  client.stream.setNoDelay?.(true);
  pump();
});
tell({ ready: true });
stopWhenAsked();

function pump() {
  const rows = more ? outbox.next.all(sent, IN_FLIGHT - inFlight) : [];
  more = more && (rows.length > 0 || inFlight === IN_FLIGHT);
  for (const { id, json } of rows) {
    sent = id;
    inFlight += 1;
    client.publish(`up/${deviceId}`, json, { qos: 1 }, (error) => {
      inFlight -= 1;
      if (!error) outbox.forget.run(id);
      pump();
      if (inFlight === 0 && outbox.left.get() === 0) tell({ drained: true });
    });
  }
}
