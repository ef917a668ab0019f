import { type DeviceId, type DeviceStatus, topics } from "@drop-in/contracts";
import { connect, type MqttClient } from "mqtt";
import type { Transport } from "../sync/transport.ts";

type Settings = {
  MQTT_URL: string;
  DEVICE_ID: DeviceId;
  /** 4 is MQTT 3.1.1, which the embedded broker speaks; 5 where the broker does. */
  MQTT_VERSION: 4 | 5;
};

const RECONNECT_MIN_MS = 250;
const RECONNECT_MAX_MS = 10_000;
const KEEPALIVE_SECONDS = 15;
const GOODBYE_MS = 1_000; // a broker that does not answer must not hold up a shutdown

/**
 * The broker as a plain carrier: QoS 0, clean session, nothing queued and nothing remembered in here,
 * because the outbox is the only queue. The will says `online: false` under the number of its connection.
 */
export function connectMqtt({ MQTT_URL, DEVICE_ID, MQTT_VERSION }: Settings): Transport {
  let connection = 0;
  let failures = 0;
  let closed = false;
  let wasConnected = false;
  let reconnect: NodeJS.Timeout | undefined;
  const onState = new Set<(connected: boolean) => void>();

  const client = connect(MQTT_URL, {
    clientId: DEVICE_ID,
    protocolVersion: MQTT_VERSION,
    clean: true,
    keepalive: KEEPALIVE_SECONDS,
    connectTimeout: 10_000,
    reconnectPeriod: 0, // we reconnect ourselves: with jitter, and with a new will each time
    queueQoSZero: false,
    resubscribe: false,
    manualConnect: true,
  });

  /** Grows across restarts as long as the clock does not run back, and within a run in any case. */
  function prepareWill(): void {
    connection = Math.max(connection + 1, Date.now());
    const gone: DeviceStatus = { online: false, deviceId: DEVICE_ID, connection };
    client.options.will = {
      topic: topics.status(DEVICE_ID),
      payload: Buffer.from(JSON.stringify(gone)),
      qos: 1,
      retain: true,
    };
  }

  client.on("connect", () => {
    failures = 0;
    wasConnected = true;
    withoutDelay(client);
    for (const listener of onState) listener(true);
  });
  client.on("error", () => {}); // "close" follows, and is all that matters here
  client.on("close", () => {
    if (wasConnected) for (const listener of onState) listener(false);
    wasConnected = false;
    if (closed) return;
    clearTimeout(reconnect);
    reconnect = setTimeout(() => {
      prepareWill();
      client.reconnect();
    }, pauseMs(failures));
    failures += 1;
  });
  prepareWill();
  client.connect();

  return {
    connection: () => connection,
    async publish(topic, payload, { retain }) {
      if (!client.connected) throw new Error("no connection to the broker");
      const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.length);
      await client.publishAsync(topic, bytes, { qos: 0, retain });
    },
    async subscribe(topic) {
      await client.subscribeAsync(topic, { qos: 0 });
    },
    onMessage(listener) {
      client.on("message", (topic, payload) => listener(topic, payload));
    },
    onState(listener) {
      onState.add(listener);
      if (client.connected) listener(true);
    },
    async close() {
      closed = true;
      clearTimeout(reconnect);
      const { will } = client.options; // a broker keeps it to itself when we leave politely
      if (client.connected && will) {
        client.publish(will.topic, will.payload, { qos: 0, retain: true }, () => {});
      }
      const lost = setTimeout(() => client.stream.destroy(), GOODBYE_MS);
      await client.endAsync();
      clearTimeout(lost);
    },
  };
}

/** mqtt.js has no option for it, and without it small frames wait for one another. */
function withoutDelay(client: MqttClient): void {
  const stream: unknown = client.stream;
  if (stream && typeof stream === "object" && "setNoDelay" in stream) {
    if (typeof stream.setNoDelay === "function") stream.setNoDelay(true);
  }
}

function pauseMs(failures: number): number {
  const whole = Math.min(RECONNECT_MAX_MS, RECONNECT_MIN_MS * 2 ** Math.min(failures, 10));
  return whole * (0.5 + Math.random() / 2);
}
