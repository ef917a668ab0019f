import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createServer as createTlsServer, TLSSocket } from "node:tls";
import { DeviceId, topics } from "@drop-in/contracts";
import type { Log } from "@drop-in/foundation";
import { Aedes, type AuthenticateError, type Client } from "aedes";
import type { Link } from "../broker/link.ts";
import { createPacketLimit } from "./packet-limit.ts";

/** As PEM texts. `ca` is the authority of the devices and no other: whatever it signed is let in. */
export type BrokerTls = { key: string; cert: string; ca: string; crl?: string };

type Settings = {
  host: string;
  port: number;
  /** Without it the line is open and a device is who it says it is: for tests, never for a site. */
  tls?: BrokerTls | undefined;
  /** Asked whenever a device connects, says or asks something. */
  isRevoked?: (deviceId: DeviceId) => boolean;
  log?: Log;
};

const LONGEST_CLIENT_ID = 40; // that of a DeviceId; MQTT 3.1 stopped at 23
const LONGEST_PACKET = 512 * 1024; // the shipped mosquitto.conf says the same
const mutual = {
  requestCert: true,
  rejectUnauthorized: true,
  minVersion: "TLSv1.3",
  handshakeTimeout: 10_000,
} as const;
const IDENTIFIER_REJECTED = 2;
const NOT_AUTHORIZED = 5;

export type EmbeddedBroker = Link & {
  url: string;
  /** For whoever comes from now on: a new certificate, a new revocation list. A list past its date shuts all out. */
  takeTls(changed: Partial<BrokerTls>): void;
};

/** A broker inside this process, for a hub on one machine. A device may use its own topics and no others. */
export async function openEmbeddedBroker(settings: Settings): Promise<EmbeddedBroker> {
  const { host, port, tls, log, isRevoked = () => false } = settings;
  const mayUse = (client: Client, own: (device: DeviceId) => string[], topic: string) => {
    const device = DeviceId.safeParse(client.id);
    return device.success && !isRevoked(device.data) && own(device.data).includes(topic);
  };
  const aedes = await Aedes.createBroker({
    maxClientsIdLength: LONGEST_CLIENT_ID,
    authenticate(client, _user, _password, done) {
      const refusal = refusalOf(client, isRevoked);
      if (!refusal) return done(null, true);
      log?.warn({ event: "broker.device-refused", why: refusal.message });
      done(refusal, false);
    },
    authorizePublish(client, { topic }, done) {
      const may = client === null || mayUse(client, sayable, topic);
      done(may ? null : new Error("not its topic"));
    },
    authorizeSubscribe(client, subscription, done) {
      done(null, mayUse(client, askable, subscription.topic) ? subscription : null);
    },
  });
  const sockets = new Set<Socket>();
  const sessions = new Map<string, Client>();
  aedes.on("client", (client) => sessions.set(client.id, client));
  aedes.on("clientDisconnect", (client) => {
    if (sessions.get(client.id) === client) sessions.delete(client.id);
  });
  let closed = false;

  function take(socket: Socket): void {
    socket.setNoDelay(true);
    aedes.handle(socket);
    const look = createPacketLimit(LONGEST_PACKET);
    // Sees each chunk as aedes reads it, and just before: aedes pulls, this only watches.
    socket.on("data", (bytes: Buffer) => {
      if (look(bytes) === "too-long") socket.destroy();
    });
  }
  let line = tls;
  const secure = tls && createTlsServer({ ...tls, ...mutual }, take);
  const server = secure ?? createServer(take);
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {}); // "close" follows, and is all that matters here
  });
  server.on("tlsClientError", (error: NodeJS.ErrnoException) => {
    log?.warn({ event: "broker.handshake-failed", error: error.code ?? error.message });
  });
  server.listen(port, host);
  await once(server, "listening");

  return {
    url: `${tls ? "mqtts" : "mqtt"}://${host}:${portOf(server.address())}`,
    publish(topic, payload) {
      const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.length);
      const packet = { cmd: "publish", qos: 0, dup: false, retain: false } as const;
      aedes.publish({ ...packet, topic, payload: bytes }, () => {});
    },
    onMessage(listener) {
      for (const topic of [topics.everyUp, topics.everyStatus]) {
        aedes.subscribe(
          topic,
          (packet, done) => {
            if (!closed) listener(packet.topic, Buffer.from(packet.payload), false);
            done();
          },
          () => {},
        );
      }
    },
    onConnect() {}, // devices cannot be here before us
    takeTls(changed) {
      if (!secure || !line) return;
      line = { ...line, ...changed };
      secure.setSecureContext({ ...line, ...mutual });
    },
    kick(deviceId) {
      sessions.get(deviceId)?.conn.destroy();
    },
    async close() {
      closed = true;
      const gone = once(server, "close");
      server.close();
      // Not waited for: it waits in turn for clients that may never read on.
      aedes.close();
      for (const socket of sockets) socket.destroy();
      await gone;
    },
  };
}

const sayable = (device: DeviceId) => [topics.up(device), topics.status(device)];
const askable = (device: DeviceId) => [topics.down(device)];

/** Over TLS a device is who its certificate says, and may call itself nothing else. */
function refusalOf(
  client: Client,
  isRevoked: (deviceId: DeviceId) => boolean,
): AuthenticateError | undefined {
  const device = DeviceId.safeParse(client.id);
  if (!device.success) return refuse(IDENTIFIER_REJECTED, "not the id of a device");
  const { conn } = client;
  if (conn instanceof TLSSocket && conn.getPeerCertificate().subject.CN !== device.data) {
    return refuse(IDENTIFIER_REJECTED, `${device.data} is not what its certificate says`);
  }
  return isRevoked(device.data) ? refuse(NOT_AUTHORIZED, `${device.data} is revoked`) : undefined;
}

function refuse(returnCode: 2 | 5, why: string): AuthenticateError {
  return Object.assign(new Error(why), { returnCode });
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address ? address.port : 0;
}
