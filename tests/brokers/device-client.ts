import type { SecureVersion } from "node:tls";
import { type DeviceId, topics } from "@drop-in/contracts";
import { connect, type IClientOptions, type MqttClient } from "mqtt";
import type { TlsFiles } from "../certificates.ts";

export type Heard = { topic: string; text: string; retained: boolean };

const GONE_WITHIN_MS = 10_000;

/** mqtt.js hands all it does not know to TLS. */
export type ClientOptions = IClientOptions & {
  minVersion?: SecureVersion;
  maxVersion?: SecureVersion;
  session?: Buffer;
};

/** "taken", or why not: the broker's reason code, or that it hung up. */
type Answer = "taken" | "hung up" | number;

/** A bare MQTT client that may try anything; it never reconnects. Rejects when it is not let in. */
export async function connectAs(
  url: string,
  tls: Partial<TlsFiles>,
  options: ClientOptions = {},
): Promise<DeviceClient> {
  const line: ClientOptions = { minVersion: "TLSv1.3", reconnectPeriod: 0, ...tls, ...options };
  const client = connect(url, line);
  await letIn(client);
  const heard: Heard[] = [];
  client.on("message", (topic, payload, { retain }) => {
    heard.push({ topic, text: payload.toString(), retained: retain });
  });
  client.on("error", () => {});
  return {
    client,
    heard,
    said: (topic, payload, retain = false) => answerTo(client, topic, payload, retain),
    /** Whatever the broker answers: what counts is what then arrives. */
    async listenTo(...wanted) {
      for (const topic of wanted) await client.subscribeAsync(topic, { qos: 1 }).catch(() => {});
    },
    gone: () => goneSoon(client),
    async close() {
      client.end(true);
    },
  };
}

export type DeviceClient = {
  client: MqttClient;
  heard: Heard[];
  said(topic: string, payload: string | Buffer, retain?: boolean): Promise<Answer>;
  listenTo(...topics: string[]): Promise<void>;
  gone(): Promise<void>;
  close(): Promise<void>;
};

/** Whether the broker lets somebody in, and if not, what the line said. */
export async function refusalOf(
  url: string,
  tls: Partial<TlsFiles>,
  options: ClientOptions = {},
): Promise<string> {
  try {
    const { client, gone } = await connectAs(url, tls, options);
    client.end();
    await gone();
    return "let in";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The three topics of a device, by what they are for. */
export const topicsOf = (device: DeviceId) => ({
  up: topics.up(device),
  down: topics.down(device),
  status: topics.status(device),
});

/** Until the line is down; a line that stays up is a failure, not a test that hangs. */
function goneSoon(client: MqttClient): Promise<void> {
  if (!client.connected) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error("the line is still up")), GONE_WITHIN_MS);
    client.once("close", () => {
      clearTimeout(patience);
      resolve();
    });
  });
}

function letIn(client: MqttClient): Promise<void> {
  return new Promise((resolve, reject) => {
    let why: Error | undefined;
    const notIn = (error: Error) => {
      why ??= error;
    };
    client.once("connect", () => resolve());
    client.on("error", notIn);
    client.stream.on("error", notIn);
    client.once("close", () => reject(why ?? new Error("the broker hung up")));
  });
}

function answerTo(
  client: MqttClient,
  topic: string,
  payload: string | Buffer,
  retain: boolean,
): Promise<Answer> {
  return new Promise((resolve) => {
    if (!client.connected) return resolve("hung up");
    const hungUp = () => resolve("hung up");
    client.once("close", hungUp);
    client.publish(topic, payload, { qos: 1, retain }, (error) => {
      client.off("close", hungUp);
      if (!error) return resolve("taken");
      resolve("code" in error && typeof error.code === "number" ? error.code : "hung up");
    });
  });
}
