import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { DeviceId, topics } from "@drop-in/contracts";
import { Aedes, type AuthorizePublishHandler, type AuthorizeSubscribeHandler } from "aedes";
import type { Link } from "../broker/link.ts";

const LONGEST_CLIENT_ID = 40; // that of a DeviceId; MQTT 3.1 stopped at 23

/** A broker inside this process, for a hub on one machine. A device may use its own topics and no others. */
export async function openEmbeddedBroker(
  host: string,
  port: number,
): Promise<Link & { url: string }> {
  const aedes = await Aedes.createBroker({
    maxClientsIdLength: LONGEST_CLIENT_ID,
    authorizePublish,
    authorizeSubscribe,
  });
  const sockets = new Set<Socket>();
  let closed = false;
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    aedes.handle(socket);
  });
  server.listen(port, host);
  await once(server, "listening");

  return {
    url: `mqtt://${host}:${portOf(server.address())}`,
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

const authorizePublish: AuthorizePublishHandler = (client, packet, done) => {
  const device = DeviceId.safeParse(client?.id);
  const own = device.success ? [topics.up(device.data), topics.status(device.data)] : [];
  done(client === null || own.includes(packet.topic) ? null : new Error("not its topic"));
};

const authorizeSubscribe: AuthorizeSubscribeHandler = (client, subscription, done) => {
  const device = DeviceId.safeParse(client.id);
  const own = device.success && subscription.topic === topics.down(device.data);
  done(null, own ? subscription : null);
};

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address ? address.port : 0;
}
