import type { Taken } from "../decoder.ts";

/**
 * One block of the MDB/ICP bus, either way, as an adapter or a sniffer shows it: without the ninth (mode) bit.
 *
 *   offset  size  field
 *   0       n     DATA   from the machine: address and command, then its data; from the reader: one or more messages
 *   n       1     CHK    low byte of the sum of DATA
 *
 * At most 36 bytes with CHK. ACK 00, RET AA and NAK FF stand alone and have no CHK. Without the mode bit the end of a
 * block is not marked: a recording is read as the shortest stretch that begins as a block can, and whose sum fits.
 */
export type MdbBlock =
  | { from: "machine" | "reader"; data: Uint8Array }
  | { from: "either"; alone: "ack" | "ret" | "nak" };

/** Cashless device 1 and 2: the upper five bits of a command. */
export const MdbAddress = { cashless1: 0x10, cashless2: 0x60 } as const;

const MAX_BLOCK = 36;
const alone = new Map([
  [0x00, "ack"],
  [0xaa, "ret"],
  [0xff, "nak"],
] as const);

/** Data bytes of a command after its first byte, by command and subcommand; undefined: not a command we know. */
const commandLengths = new Map<number, ReadonlyMap<number | "any", readonly number[]>>([
  [0x0, new Map([["any", [0]]])],
  [
    0x1,
    new Map([
      [0x00, [5]],
      [0x01, [5, 11]],
    ]),
  ],
  [0x2, new Map([["any", [0]]])],
  [
    0x3,
    new Map([
      [0x00, [5, 7]],
      [0x01, [1]],
      [0x02, [3]],
      [0x03, [1]],
      [0x04, [1]],
      [0x05, [5, 7, 9]],
    ]),
  ],
  [
    0x4,
    new Map([
      [0x00, [1]],
      [0x01, [1]],
      [0x02, [1]],
    ]),
  ],
  [
    0x7,
    new Map([
      [0x00, [30]],
      [0x04, [5]],
    ]),
  ],
]);

/** Bytes of a reader's message with its first; a text has at most 33. */
const messageLengths = new Map<number, readonly number[]>([
  [0x00, [1]],
  [0x01, [8]],
  [0x02, [34]],
  [0x03, [3, 10, 17]],
  [0x04, [1]],
  [0x05, [3, 5]],
  [0x06, [1]],
  [0x07, [1]],
  [0x08, [1]],
  [0x09, [30, 34]],
  [0x0a, [2]],
  [0x0b, [1, 2]],
]);

export function encodeMdb(data: Uint8Array): Uint8Array {
  if (data.length === 0 || data.length >= MAX_BLOCK)
    throw new RangeError(`a block of ${data.length} bytes`);
  return Uint8Array.of(...data, checkOf(data));
}

export function takeMdb(bytes: Uint8Array): Taken<MdbBlock> {
  const [first] = bytes;
  if (first === undefined) return { kind: "incomplete" };
  const isCommand = [MdbAddress.cashless1, MdbAddress.cashless2].some(
    (address) => (first & 0xf8) === address,
  );
  const ends = isCommand ? commandEnds(bytes) : messageEnds(bytes, 0, 4);
  for (const end of ends.sorted) {
    if (bytes[end] !== checkOf(bytes.subarray(0, end))) continue;
    const from = isCommand ? ("machine" as const) : ("reader" as const);
    return {
      kind: "frame",
      frame: { from, data: bytes.slice(0, end) },
      rest: bytes.subarray(end + 1),
    };
  }
  const lone = alone.get(first as 0x00 | 0xaa | 0xff);
  if (lone !== undefined && !ends.wantsMore) {
    return { kind: "frame", frame: { from: "either", alone: lone }, rest: bytes.subarray(1) };
  }
  return ends.wantsMore
    ? { kind: "incomplete" }
    : { kind: "noise", skipped: 1, rest: bytes.subarray(1) };
}

/** Where a block could end, and whether another byte could still make one. */
type Ends = { sorted: number[]; wantsMore: boolean };

function commandEnds(bytes: Uint8Array): Ends {
  const [first = 0, sub] = bytes;
  const table = commandLengths.get(first & 0x07);
  if (table === undefined) return { sorted: [], wantsMore: false };
  const any = table.get("any");
  if (any === undefined && sub === undefined) return { sorted: [], wantsMore: true };
  const ends = (any ?? table.get(sub ?? 0) ?? []).map((length) => 1 + length);
  return among(ends, bytes);
}

/** A reader may put several messages into one block. */
function messageEnds(bytes: Uint8Array, start: number, depth: number): Ends {
  const first = bytes[start];
  const lengths = first === undefined ? undefined : messageLengths.get(first);
  if (lengths === undefined || depth === 0) return { sorted: [], wantsMore: false };
  const found: Ends = { sorted: [], wantsMore: false };
  for (const length of lengths) {
    const end = start + length;
    if (end >= MAX_BLOCK) continue;
    const here = among([end], bytes);
    const further =
      end < bytes.length ? messageEnds(bytes, end, depth - 1) : { sorted: [], wantsMore: false };
    found.sorted.push(...here.sorted, ...further.sorted);
    // What follows a whole message need not be one: only the first must be waited for.
    found.wantsMore ||= here.wantsMore && depth === 4 && length > 1;
  }
  found.sorted.sort((a, b) => a - b);
  return found;
}

function among(ends: readonly number[], bytes: Uint8Array): Ends {
  const whole = ends.filter((end) => end < bytes.length);
  return { sorted: whole, wantsMore: whole.length < ends.length };
}

function checkOf(data: Uint8Array): number {
  return data.reduce((sum, byte) => (sum + byte) & 0xff, 0);
}
