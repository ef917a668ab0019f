import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { takePackets, topicOf } from "../network/mqtt-packets.ts";

export type Tap = { port: number; close(): void };
export type Message = { topic: string; payload: Buffer };

/** A straight line to an MQTT 3.1.1 broker on which every message on its way up is seen, whole, as it passes. */
export async function openTap(toPort: number, onUp: (message: Message) => void): Promise<Tap> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: toPort, host: "127.0.0.1", noDelay: true });
    let held: Buffer = Buffer.alloc(0);
    near.on("data", (bytes: Buffer) => {
      const { packets, rest } = takePackets(Buffer.concat([held, bytes]));
      held = Buffer.from(rest);
      for (const packet of packets) {
        const topic = topicOf(packet);
        if (topic !== undefined) onUp({ topic, payload: payloadOf(packet) });
      }
    });
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const MORE = 0x80;
const QOS = 0x06;

/** What a PUBLISH of MQTT 3.1.1 carries: behind its length, its topic and, above QoS 0, its number. */
export function payloadOf(packet: Buffer): Buffer {
  let at = 1;
  while (((packet[at] ?? 0) & MORE) !== 0) at += 1;
  at += 1;
  at += 2 + packet.readUInt16BE(at);
  return packet.subarray(((packet[0] ?? 0) & QOS) === 0 ? at : at + 2);
}
