import { topics } from "@drop-in/contracts";
import type { Log } from "@drop-in/foundation";
import { connect } from "mqtt";
import type { Link } from "../broker/link.ts";

type Settings = { url: string; mqttVersion: 4 | 5; clientId: string; log: Log };

const RECONNECT_MS = 1_000;

/** The same end of a broker that runs elsewhere. What is said while it is away is dropped: devices ask again. */
export function connectExternalBroker({
  url,
  mqttVersion,
  clientId,
  log,
}: Settings): Link & { url: string } {
  const client = connect(url, {
    clientId,
    protocolVersion: mqttVersion,
    clean: true,
    keepalive: 15,
    reconnectPeriod: RECONNECT_MS,
    queueQoSZero: false,
    resubscribe: false,
  });
  const onConnect = new Set<() => void>();
  client.on("connect", () => {
    const stream: unknown = client.stream;
    if (stream && typeof stream === "object" && "setNoDelay" in stream) {
      if (typeof stream.setNoDelay === "function") stream.setNoDelay(true); // mqtt.js passes no such option on
    }
    log.info({ event: "broker.reached" });
    client.subscribe([topics.everyUp, topics.everyStatus], { qos: 1 }, (error) => {
      if (error) log.error({ event: "broker.subscription-refused", error: error.message });
      else for (const listener of onConnect) listener();
    });
  });
  client.on("offline", () => log.warn({ event: "broker.lost" }));
  client.on("error", (error) => log.warn({ event: "broker.refused", error: error.message }));

  return {
    url,
    publish(topic, payload) {
      if (!client.connected) return;
      const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.length);
      client.publish(topic, bytes, { qos: 0 }, () => {});
    },
    onMessage(listener) {
      client.on("message", (topic, payload, packet) => listener(topic, payload, packet.retain));
    },
    onConnect(listener) {
      onConnect.add(listener);
    },
    async close() {
      await client.endAsync();
    },
  };
}
