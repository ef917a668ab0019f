import { once } from "node:events";
import type { Socket } from "node:net";
import { connect, createServer } from "node:tls";
import type { TlsEnd } from "./meddler.ts";
import { takePackets } from "./mqtt-packets.ts";

type Options = {
  port: number;
  /** As the broker to who comes, and as who came to the broker, asked for at each connection. */
  near: TlsEnd;
  far: () => Promise<TlsEnd>;
};

/** Stands where TLS ends, with the keys of both ends: sees every byte between a client and its broker as the broker sees it. */
export async function openTlsTap({ port, near: asBroker, far: asClient }: Options) {
  const seen: Buffer[] = [];
  const sockets = new Set<Socket>();
  const toClients = new Set<Socket>();
  let accepts = true;
  const mutual = { requestCert: true, rejectUnauthorized: true } as const;

  async function join(near: Socket): Promise<void> {
    if (!accepts) return void near.destroy();
    const far = connect({
      host: "127.0.0.1",
      port,
      servername: "localhost",
      ...(await asClient()),
    });
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      let held: Buffer = Buffer.alloc(0);
      from.on("data", (bytes: Buffer) => {
        seen.push(bytes);
        // Whole packets at a time, so that one of ours can be put between two of theirs.
        const { packets, rest } = takePackets(Buffer.concat([held, bytes]));
        held = Buffer.from(rest);
        for (const packet of packets) into.write(packet);
      });
      from.on("error", () => {});
      from.on("close", () => {
        sockets.delete(from);
        toClients.delete(from);
        into.destroy();
      });
    }
    toClients.add(near);
    if (near.destroyed) far.destroy();
  }
  const server = createServer({ ...asBroker, ...mutual }, (near) => {
    near.on("error", () => {});
    void join(near).catch(() => near.destroy());
  });
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();

  function cut(): void {
    for (const socket of sockets) socket.destroy();
  }
  return {
    port: typeof address === "object" && address ? address.port : 0,
    /** Everything that passed, both ways, since the beginning. */
    seen: (): Buffer => Buffer.concat(seen),
    /** Nobody comes through until it is opened again. */
    shut(): void {
      accepts = false;
      cut();
    },
    open(): void {
      accepts = true;
    },
    /** What a broker that lies would bring: a message that nobody published (MQTT 5, QoS 0). */
    bring(topic: string, payload: Uint8Array): void {
      for (const socket of toClients) socket.write(publish(topic, payload));
    },
    async close(): Promise<void> {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}

const PUBLISH = 0x30;

function publish(topic: string, payload: Uint8Array): Buffer {
  const name = Buffer.from(topic, "utf8");
  const length = Buffer.alloc(2);
  length.writeUInt16BE(name.length);
  const rest = Buffer.concat([length, name, Buffer.of(0), payload]); // no properties
  return Buffer.concat([Buffer.of(PUBLISH), lengthOf(rest.length), rest]);
}

function lengthOf(bytes: number): Buffer {
  const digits: number[] = [];
  for (let left = bytes; ; left = Math.floor(left / 128)) {
    digits.push((left % 128) + (left >= 128 ? 128 : 0));
    if (left < 128) return Buffer.from(digits);
  }
}
