/** MQTT packets of any version off a stream, whole and unread: type and flags, a length of up to four bytes, the rest. */
export function takePackets(bytes: Buffer): { packets: Buffer[]; rest: Buffer } {
  const packets: Buffer[] = [];
  let rest = bytes;
  for (;;) {
    const end = endOfPacket(rest);
    if (end === undefined || end > rest.length) return { packets, rest };
    packets.push(rest.subarray(0, end));
    rest = rest.subarray(end);
  }
}

/** The topic of a PUBLISH; undefined for every other packet. */
export function topicOf(packet: Buffer): string | undefined {
  if (typeOf(packet) !== PUBLISH) return undefined;
  const at = headerLength(packet);
  return packet.toString("utf8", at + 2, at + 2 + packet.readUInt16BE(at));
}

/** The same message once more, as a sender says it that had no answer. */
export function repeated(packet: Buffer): Buffer {
  const again = Buffer.from(packet);
  if (qosOf(packet) > 0) again[0] = (packet[0] ?? 0) | DUP;
  return again;
}

const PUBLISH = 3;
const DUP = 0x08;
const MORE = 0x80;
const MAX_LENGTH_BYTES = 4;

const typeOf = (packet: Buffer): number => (packet[0] ?? 0) >> 4;
const qosOf = (packet: Buffer): number => ((packet[0] ?? 0) >> 1) & 3;

function endOfPacket(bytes: Buffer): number | undefined {
  let length = 0;
  for (let place = 0; place < MAX_LENGTH_BYTES; place += 1) {
    const byte = bytes[1 + place];
    if (byte === undefined) return undefined;
    length += (byte & ~MORE) << (7 * place);
    if ((byte & MORE) === 0) return 2 + place + length;
  }
  throw new Error("not MQTT: a length of more than four bytes");
}

function headerLength(packet: Buffer): number {
  let length = 1;
  while (((packet[length] ?? 0) & MORE) !== 0) length += 1;
  return length + 1;
}
