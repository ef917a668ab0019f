import { connect, type Socket } from "node:net";
import { takePackets, topicOf } from "../../network/mqtt-packets.ts";
import { payloadOf } from "../wire-tap.ts";

/** One device's line to a broker: MQTT 3.1.1 by hand, so that thousands fit into one process. */
export type ThinLine = {
  publish(topic: string, payload: Uint8Array, retain?: boolean): void;
  close(): void;
};

type Options = {
  port: number;
  /** Each loopback address has ports of its own; one has not enough for all devices. */
  from: string;
  clientId: string;
  subscribe: string;
  onMessage: (payload: Buffer) => void;
  onOpen: () => void;
  onClose: () => void;
};

const KEEP_ALIVE_S = 900; // every device says something every five minutes
const [CONNACK, SUBACK, PUBLISH] = [2, 9, 3];

export function openThinLine(options: Options): ThinLine {
  const { port, from, clientId, subscribe } = options;
  const socket: Socket = connect({ port, host: "127.0.0.1", localAddress: from, noDelay: true });
  let held: Buffer = Buffer.alloc(0);
  let packetId = 0;
  socket.on("connect", () => socket.write(connectPacket(clientId)));
  socket.on("error", () => {});
  socket.on("close", options.onClose);
  socket.on("data", (bytes: Buffer) => {
    const { packets, rest } = takePackets(held.length === 0 ? bytes : Buffer.concat([held, bytes]));
    held = Buffer.from(rest);
    for (const packet of packets) take(packet);
  });

  function take(packet: Buffer): void {
    const type = (packet[0] ?? 0) >> 4;
    if (type === CONNACK) {
      if (packet[3] !== 0) socket.destroy(new Error("refused"));
      else socket.write(subscribePacket(subscribe));
    }
    if (type === SUBACK) options.onOpen();
    if (type === PUBLISH && topicOf(packet) !== undefined) options.onMessage(payloadOf(packet));
  }

  return {
    publish(topic, payload, retain = false) {
      packetId = (packetId % 65_535) + 1;
      const flags = 0x32 | (retain ? 1 : 0); // QoS 1, as the agent says it
      socket.write(packetOf(flags, text(topic), word(packetId), payload));
    },
    close: () => void socket.destroy(),
  };
}

export function connectPacket(clientId: string): Buffer {
  const cleanSession = 0x02;
  const head = Buffer.from([4, cleanSession, KEEP_ALIVE_S >> 8, KEEP_ALIVE_S & 0xff]);
  return packetOf(0x10, text("MQTT"), head, text(clientId));
}

export function subscribePacket(topic: string): Buffer {
  return packetOf(0x82, word(1), text(topic), Buffer.of(0));
}

/** A packet of MQTT: its first byte, its length in groups of seven bits, and what it holds. */
export function packetOf(first: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const length: number[] = [];
  let left = body.length;
  do {
    const more = left > 127 ? 0x80 : 0;
    length.push((left & 127) | more);
    left >>= 7;
  } while (left > 0);
  return Buffer.concat([Buffer.from([first, ...length]), body]);
}

function word(value: number): Buffer {
  return Buffer.of(value >> 8, value & 0xff);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, "utf8");
  return Buffer.concat([word(bytes.length), bytes]);
}
