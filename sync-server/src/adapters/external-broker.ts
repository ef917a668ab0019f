import { topics } from "@drop-in/contracts";
import { type Log, reasonOf } from "@drop-in/foundation";
import { connect, type IClientOptions } from "mqtt";
import type { Link } from "../broker/link.ts";
import { kickSession } from "./kick-session.ts";

/** The key and certificate of this server process, and the authority of the broker; PEM texts. */
export type ServiceTls = { key: string; cert: string; ca: string };

type Settings = {
  /** Of the listener for services; mqtt:// only where there is no `tls`. */
  url: string;
  mqttVersion?: 4 | 5;
  clientId: string;
  tls?: ServiceTls | undefined;
  /**
   * Server processes that name the same group share the work. Where the broker cannot refuse a subscription (Mosquitto),
   * a device that knew the name could join and swallow its share: make it one nobody guesses.
   */
  shareGroup?: string | undefined;
  log: Log;
};

const RECONNECT_MS = 1_000;
const ASK_AGAIN_MS = 10_000;
const FIRST_REFUSAL = 128; // MQTT 5: below it a reason code is a success

/** The same end of a broker that runs elsewhere. What is said while it is away is dropped: devices ask again. */
export function connectExternalBroker(settings: Settings): Link & { url: string } {
  const { url, clientId, shareGroup, log } = settings;
  const line = lineOf(settings);
  const client = connect(url, {
    ...line,
    clientId,
    reconnectPeriod: RECONNECT_MS,
    reconnectOnConnackError: true, // else one refusal, while the broker is set up, would be for ever
  });
  const onConnect = new Set<() => void>();
  const kicks = new Set<() => void>();
  const wanted = [topics.everyUp, topics.everyStatus].map((topic) =>
    shareGroup === undefined ? topic : `$share/${shareGroup}/${topic}`,
  );
  let askAgain: NodeJS.Timeout | undefined;
  let heldToAnswer = false; // whether the broker was asked, on this connection, if we may publish

  function listen(): void {
    client.subscribe(wanted, { qos: 1 }, (error) => {
      if (!error) {
        for (const listener of onConnect) listener();
        return;
      }
      log.error({ event: "broker.subscription-refused", error: reasonOf(error) });
      askAgain = setTimeout(() => client.connected && listen(), ASK_AGAIN_MS);
    });
  }
  client.on("connect", () => {
    const stream: unknown = client.stream;
    if (stream && typeof stream === "object" && "setNoDelay" in stream) {
      if (typeof stream.setNoDelay === "function") stream.setNoDelay(true); // mqtt.js passes no such option on
    }
    log.info({ event: "broker.reached" });
    clearTimeout(askAgain);
    heldToAnswer = false;
    listen();
  });
  client.on("disconnect", ({ reasonCode = 0 }) => {
    if (reasonCode >= FIRST_REFUSAL) log.warn({ event: "broker.sent-us-away", reasonCode });
  });
  client.on("offline", () => log.warn({ event: "broker.lost" }));
  client.on("error", (error) => log.warn({ event: "broker.refused", error: reasonOf(error) }));

  return {
    url,
    publish(topic, payload) {
      if (!client.connected) return;
      const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.length);
      if (line.protocolVersion === 4 || heldToAnswer) {
        client.publish(topic, bytes, { qos: 0 }, () => {});
        return;
      }
      heldToAnswer = true;
      client.publish(topic, bytes, { qos: 1 }, (error) => {
        if (error) log.error({ event: "broker.publish-refused", error: reasonOf(error) });
      });
    },
    onMessage(listener) {
      client.on("message", (topic, payload, packet) => listener(topic, payload, packet.retain));
    },
    onConnect(listener) {
      onConnect.add(listener);
    },
    kick(deviceId) {
      const stop = kickSession({ url, line, log, deviceId, onDone: () => kicks.delete(stop) });
      kicks.add(stop);
    },
    async close() {
      clearTimeout(askAgain);
      for (const stop of kicks) stop();
      await client.endAsync();
    },
  };
}

function lineOf({ mqttVersion = 5, tls }: Settings): IClientOptions {
  return {
    protocolVersion: mqttVersion,
    clean: true,
    keepalive: 15,
    queueQoSZero: false,
    resubscribe: false,
    ...(tls ? { ...tls, rejectUnauthorized: true, minVersion: "TLSv1.3" } : {}),
  };
}
