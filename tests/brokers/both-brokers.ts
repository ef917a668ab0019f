import { randomUUID } from "node:crypto";
import { DeviceId } from "@drop-in/contracts";
import { openEmbeddedBroker } from "../../sync-server/src/adapters/embedded-broker.ts";
import { publishRevocationList } from "../../sync-server/src/adapters/revocation-list.ts";
import type { Link } from "../../sync-server/src/broker/link.ts";
import { createTestAuthority, type TestAuthority } from "../certificates.ts";
import { type ClientOptions, connectAs, type Heard, topicsOf } from "./device-client.ts";
import { startShippedMosquitto } from "./mosquitto.ts";

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** A broker as both its ends see it, so that one list of tests can be put to each. */
export type BrokerUnderTest = {
  url: string;
  version: 4 | 5;
  devices: TestAuthority;
  centre: Link;
  /** As the centre does it: first the certificate counts no more, then the session ends. */
  revoke(device: DeviceId, serialNumber: string): Promise<void>;
  /** One certificate of a device that goes on with another. */
  withdraw(serialNumber: string): Promise<void>;
  stop(): Promise<void>;
};

export const brokers = { Mosquitto: mosquitto, "the embedded broker": embedded };

async function mosquitto(): Promise<BrokerUnderTest> {
  const broker = await startShippedMosquitto();
  const centre = await broker.server();
  const revoked: string[] = [];
  async function withdraw(serialNumber: string): Promise<void> {
    revoked.push(serialNumber);
    await publishRevocationList(broker.revocationList(), await broker.devices.crl(revoked));
  }
  return {
    withdraw,
    url: broker.deviceUrl,
    version: 5,
    devices: broker.devices,
    centre,
    async revoke(device, serialNumber) {
      await withdraw(serialNumber);
      centre.kick(device);
    },
    async stop() {
      await centre.close();
      broker.stop();
    },
  };
}

async function embedded(): Promise<BrokerUnderTest> {
  const devices = await createTestAuthority("devices");
  const { key, cert } = await devices.server();
  const revoked = new Set<DeviceId>();
  const withdrawn: string[] = [];
  const centre = await openEmbeddedBroker({
    ...{ host: "127.0.0.1", port: 0, log: quiet, tls: { key, cert, ca: devices.ca } },
    isRevoked: (device) => revoked.has(device),
  });
  return {
    url: centre.url,
    version: 4,
    devices,
    centre,
    async revoke(device) {
      revoked.add(device);
      centre.kick(device);
    },
    async withdraw(serialNumber) {
      withdrawn.push(serialNumber);
      centre.takeTls({ crl: await devices.crl(withdrawn) });
    },
    stop: () => centre.close(),
  };
}

/** Names never repeat, so that no test meets what another left behind. */
export const newDevice = () => DeviceId.parse(`hub-${randomUUID().slice(0, 8)}`);

/** Enrols a device with a broker's authority and gives ways to come in as it. */
export async function enrol(
  { url, version, devices }: Pick<BrokerUnderTest, "url" | "version" | "devices">,
  id = newDevice(),
) {
  const certificate = await devices.client(id);
  return {
    id,
    topics: topicsOf(id),
    certificate,
    connect: (options: ClientOptions = {}) =>
      connectAs(url, certificate, { clientId: id, protocolVersion: version, ...options }),
  };
}

/** Everything the centre hears from the start on, and a way to know that all said so far has passed. */
export function ear(broker: BrokerUnderTest) {
  const heard: Heard[] = [];
  broker.centre.onMessage((topic, payload, retained) => {
    heard.push({ topic, text: Buffer.from(payload).toString(), retained });
  });
  return {
    heard,
    /** A device of its own says something allowed; one broker passes on in order, so what came before has come. */
    async settled(): Promise<Heard[]> {
      const witness = await enrol(broker);
      const line = await witness.connect();
      await line.said(witness.topics.up, "witness");
      await until(() => heard.some(({ topic }) => topic === witness.topics.up));
      await line.close();
      return heard.filter(({ text }) => text !== "witness");
    },
  };
}

/** What a device has heard once a word of the centre to it has come; that word left out. */
export async function heardOnceSpokenTo(
  { centre }: BrokerUnderTest,
  down: string,
  { heard }: { heard: Heard[] },
): Promise<Heard[]> {
  const word = randomUUID();
  centre.publish(down, Buffer.from(word));
  await until(() => heard.some(({ text }) => text === word));
  return heard.filter(({ text }) => text !== word);
}

export async function until(look: () => boolean, withinMs = 10_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!look()) {
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
