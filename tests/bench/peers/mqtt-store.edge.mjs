import { connect } from "mqtt";
import levelStore from "mqtt-level-store";
import { recorded, stopWhenAsked, tell } from "./peer.mjs";

/**
 * What most people write: mqtt.js with its persistent store, one QoS 1 message per event. The store re-sends one
 * packet after another, each at the PUBACK of the one before; `connect` comes when it is empty. With TCP_NODELAY,
 * set as soon as the socket is there. Its packet numbers have 16 bits: more than 65,535 cannot wait in it.
 */
const MOST = 65_535;
const { FOLDER, URL: url, DEVICE_ID: deviceId, FILL } = process.env;
const { incoming, outgoing } = levelStore(`${FOLDER}/store`);
if (FILL) {
  const lines = recorded(FILL);
  if (lines.length > MOST) throw new Error(`this store keeps at most ${MOST} messages`);
  for (const [place, line] of lines.entries()) await put(place + 1, line);
  process.exit(0);
}

const client = connect(url.replace("http:", "mqtt:"), {
  clientId: deviceId,
  clean: false,
  incomingStore: incoming,
  outgoingStore: outgoing,
});
client.stream.setNoDelay?.(true);
client.on("connect", async () => {
  // It comes when the last packet has been sent, not when it was acknowledged.
  while (await holdsAny()) await new Promise((resolve) => setTimeout(resolve, 2));
  tell({ drained: true });
});
tell({ ready: true });
stopWhenAsked();

function holdsAny() {
  return new Promise((resolve) => {
    const packets = outgoing.createStream();
    packets.on("data", () => {
      packets.destroy();
      resolve(true);
    });
    packets.on("end", () => resolve(false));
  });
}

/** As `publish` puts it while there is no connection. */
function put(messageId, payload) {
  const packet = { cmd: "publish", topic: `up/${deviceId}`, payload, qos: 1, retain: false };
  return new Promise((resolve, reject) =>
    outgoing.put({ ...packet, messageId, dup: false }, (error) =>
      error ? reject(error) : resolve(),
    ),
  );
}
