import { type DeviceId, topics } from "@drop-in/contracts";
import { connect, type ErrorWithReasonCode, type MqttClient } from "mqtt";
import type { Refusal, Transport } from "../sync/transport.ts";
import { refusalByBroker, refusalByError } from "./mqtt-refusal.ts";

type Settings = {
  /** mqtts://host:port; mqtt:// only where there is no `tls`. */
  url: string;
  /** 4 is MQTT 3.1.1, which the embedded broker speaks; 5 where the broker does, because only it says no. */
  mqttVersion: 4 | 5;
  deviceId: DeviceId;
  /** The device's own key and certificate now, and the authority of the broker it speaks with; PEM texts. */
  tls?: (() => { key: string; cert: string; ca: string }) | undefined;
  /** The number of the last connection, kept over restarts, so that a clock set back gives no old number again. */
  connections?: { last(): number; begun(number: number): void };
  /** What the broker is to say on our behalf when we are lost, made anew for each connection. */
  will: (connection: number) => Uint8Array | Promise<Uint8Array>;
};

const RECONNECT_MIN_MS = 250;
const RECONNECT_MAX_MS = 10_000;
const REFUSED_MIN_MS = 5_000;
const REFUSED_MAX_MS = 60_000;
const KEEPALIVE_SECONDS = 15;
const GOODBYE_MS = 1_000; // a broker that does not answer must not hold up a shutdown

/**
 * The broker as a plain carrier: clean session, nothing queued and nothing remembered in here, because the outbox
 * is the only queue. Under MQTT 5 the first message on each topic of a connection asks for an answer (QoS 1), and
 * only to learn whether we may speak there; all others are QoS 0, and no answer ever counts as delivery.
 */
export function connectMqtt(settings: Settings): Transport {
  const { url, mqttVersion, deviceId, tls } = settings;
  let connection = 0;
  let failures = 0;
  let refusals = 0;
  let refusedNow = false;
  let closed = false;
  let begun = false;
  let wasConnected = false;
  let reconnect: NodeJS.Timeout | undefined;
  const asked = new Set<string>();
  const onState = new Set<(connected: boolean) => void>();
  const onRefused = new Set<(refusal: Refusal) => void>();

  const client = connect(url, {
    clientId: deviceId,
    protocolVersion: mqttVersion,
    clean: true,
    keepalive: KEEPALIVE_SECONDS,
    connectTimeout: 10_000,
    reconnectPeriod: 0, // we reconnect ourselves: with jitter, and with a new will each time
    queueQoSZero: false,
    resubscribe: false,
    manualConnect: true,
    ...(tls ? { ...tls(), rejectUnauthorized: true, minVersion: "TLSv1.3" } : {}),
  });

  function tellRefusal(refusal: Refusal | undefined): void {
    if (!refusal || closed || refusedNow) return;
    refusedNow = true; // once for a connection: TLS may say it twice
    for (const listener of onRefused) listener(refusal);
  }

  async function open(first: boolean): Promise<void> {
    const last = Math.max(connection, settings.connections?.last() ?? 0);
    connection = Math.max(last + 1, Date.now());
    settings.connections?.begun(connection);
    const said = await settings.will(connection);
    if (closed) return;
    const payload = Buffer.from(said.buffer, said.byteOffset, said.length);
    client.options.will = { topic: topics.status(deviceId), payload, qos: 1, retain: true };
    Object.assign(client.options, tls?.()); // it may have been renewed since
    begun = true;
    if (first) client.connect();
    else client.reconnect();
    // mqtt.js keeps to itself what TLS says of a certificate once the handshake stands.
    client.stream.on("error", (error) => tellRefusal(refusalByError(error)));
  }
  function openSoon(first: boolean): void {
    // Without a will nobody would learn that we were lost: better no connection yet.
    open(first).catch(() => tryAgainLater(first));
  }
  function tryAgainLater(first: boolean): void {
    if (closed) return;
    clearTimeout(reconnect);
    const pause = refusals > 0 ? refusedPauseMs(refusals) : pauseMs(failures);
    reconnect = setTimeout(() => openSoon(first), pause);
    failures += 1;
  }

  client.on("connect", () => {
    failures = 0;
    wasConnected = true;
    asked.clear();
    withoutDelay(client);
    for (const listener of onState) listener(true);
  });
  client.on("disconnect", ({ reasonCode }) => tellRefusal(refusalByBroker(reasonCode)));
  client.on("error", (error) => tellRefusal(refusalByError(error))); // "close" follows
  client.on("close", () => {
    // A broker may take the connection and refuse what is said on it: only a quiet end clears the count.
    refusals = refusedNow ? refusals + 1 : 0;
    refusedNow = false;
    if (wasConnected) for (const listener of onState) listener(false);
    wasConnected = false;
    tryAgainLater(false);
  });
  openSoon(true);

  return {
    connection: () => connection,
    async publish(topic, payload, { retain }) {
      if (!client.connected) throw new Error("no connection to the broker");
      const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.length);
      if (mqttVersion === 4 || asked.has(topic)) {
        await client.publishAsync(topic, bytes, { qos: 0, retain });
        return;
      }
      asked.add(topic);
      client.publish(topic, bytes, { qos: 1, retain }, (error) => tellRefusal(reasonOf(error)));
    },
    async subscribe(topic) {
      await client.subscribeAsync(topic, { qos: 0 }).catch((error) => {
        tellRefusal(reasonOf(error));
        throw error;
      });
    },
    onMessage(listener) {
      client.on("message", (topic, payload, { retain }) => listener(topic, payload, retain));
    },
    onState(listener) {
      onState.add(listener);
      if (client.connected) listener(true);
    },
    onRefused(listener) {
      onRefused.add(listener);
    },
    renew() {
      failures = 0;
      client.stream?.destroy();
    },
    async close() {
      closed = true;
      clearTimeout(reconnect);
      const { will } = client.options; // a broker keeps it to itself when we leave politely
      if (client.connected && will) {
        client.publish(will.topic, will.payload, { qos: 0, retain: true }, () => {});
      }
      if (!begun) return;
      const { promise: lost, resolve: giveUp } = Promise.withResolvers<void>();
      const patience = setTimeout(giveUp, GOODBYE_MS);
      await Promise.race([client.endAsync(), lost]);
      clearTimeout(patience);
      client.stream.destroy();
    },
  };
}

function reasonOf(error: Error | ErrorWithReasonCode | null | undefined): Refusal | undefined {
  return error && "code" in error ? refusalByBroker(error.code) : undefined;
}

/** mqtt.js has no option for it, and without it small frames wait for one another. */
function withoutDelay(client: MqttClient): void {
  const stream: unknown = client.stream;
  if (stream && typeof stream === "object" && "setNoDelay" in stream) {
    if (typeof stream.setNoDelay === "function") stream.setNoDelay(true);
  }
}

const pauseMs = (failures: number) => growing(RECONNECT_MIN_MS, failures, RECONNECT_MAX_MS);
const refusedPauseMs = (refusals: number) => growing(REFUSED_MIN_MS, refusals - 1, REFUSED_MAX_MS);

/** Doubled each time up to `mostMs`, and never the same for two devices. */
function growing(leastMs: number, times: number, mostMs: number): number {
  return Math.min(mostMs, leastMs * 2 ** Math.min(times, 10)) * (0.5 + Math.random() / 2);
}
