import type { Taken } from "../decoder.ts";
import { crc16 } from "./crc16.ts";

/**
 * What goes over the audit socket, in either direction (EVA DTS 6.1.1, chapter 7).
 *
 *   05        ENQ                     10 30 / 10 31   DLE 0 / DLE 1, acknowledgements in turn
 *   04        EOT                     10 3B           DLE ; , wait and ask again
 *   15        NAK                     10 16           DLE SYN, filler: means nothing
 *   10 01 / 10 02   DLE SOH / DLE STX, then data (a DLE in it is written twice), then
 *   10 03 / 10 17   DLE ETX / DLE ETB, then the CRC, low byte first
 *
 * The CRC is over the data and the ETX or ETB, without the DLE before it and without DLE SYN.
 */
export type DexFrame =
  | { kind: "enq" | "eot" | "nak" | "wack" | "syn" }
  | { kind: "ack"; parity: 0 | 1 }
  | { kind: "block"; head: "soh" | "stx"; last: boolean; data: Uint8Array };

export const MAX_BLOCK_DATA = 245;
const DLE = 0x10;
const SYN = 0x16;
const ETX = 0x03;
const ETB = 0x17;
const single = { 5: "enq", 4: "eot", 21: "nak" } as const;
/** All data stuffed, two for each end, the CRC, and some filler. */
const MAX_WIRE = MAX_BLOCK_DATA * 2 + 64;

export function encodeDex(frame: DexFrame): Uint8Array {
  switch (frame.kind) {
    case "enq":
      return Uint8Array.of(0x05);
    case "eot":
      return Uint8Array.of(0x04);
    case "nak":
      return Uint8Array.of(0x15);
    case "wack":
      return Uint8Array.of(DLE, 0x3b);
    case "syn":
      return Uint8Array.of(DLE, SYN);
    case "ack":
      return Uint8Array.of(DLE, 0x30 + frame.parity);
    case "block": {
      if (frame.data.length > MAX_BLOCK_DATA) throw new RangeError("a block holds 245 bytes");
      const end = frame.last ? ETX : ETB;
      const crc = crc16([...frame.data, end]);
      const data = Array.from(frame.data).flatMap((byte) => (byte === DLE ? [DLE, DLE] : [byte]));
      const head = frame.head === "soh" ? 1 : 2;
      return Uint8Array.of(DLE, head, ...data, DLE, end, crc & 0xff, crc >>> 8);
    }
  }
}

/** Takes the first frame off `bytes`. A block whose CRC is wrong is noise, up to and including its CRC. */
export function takeDex(bytes: Uint8Array): Taken<DexFrame> {
  const [first, second] = bytes;
  if (first === undefined) return { kind: "incomplete" };
  if (first === 0x05 || first === 0x04 || first === 0x15) {
    return { kind: "frame", frame: { kind: single[first] }, rest: bytes.subarray(1) };
  }
  if (first !== DLE) return noise(bytes, beforeNext(bytes));
  if (second === undefined) return { kind: "incomplete" };
  const rest = bytes.subarray(2);
  switch (second) {
    case 0x30:
      return { kind: "frame", frame: { kind: "ack", parity: 0 }, rest };
    case 0x31:
      return { kind: "frame", frame: { kind: "ack", parity: 1 }, rest };
    case 0x3b:
      return { kind: "frame", frame: { kind: "wack" }, rest };
    case SYN:
      return { kind: "frame", frame: { kind: "syn" }, rest };
    case 0x01:
    case 0x02:
      return takeBlock(bytes, second === 0x01 ? "soh" : "stx");
    default:
      return noise(bytes, 1);
  }
}

function takeBlock(bytes: Uint8Array, head: "soh" | "stx"): Taken<DexFrame> {
  const data: number[] = [];
  for (let at = 2; at < MAX_WIRE; at += 1) {
    const byte = bytes[at];
    if (byte === undefined) return { kind: "incomplete" };
    if (byte === DLE) {
      at += 1;
      const next = bytes[at];
      if (next === undefined) return { kind: "incomplete" };
      if (next === ETX || next === ETB) return endOf(bytes, at, { head, data });
      if (next === SYN) continue;
      // Anything else after a DLE: the end of this block was lost, and another frame may begin here.
      if (next !== DLE) return noise(bytes, at - 1);
    }
    data.push(byte);
    if (data.length > MAX_BLOCK_DATA) return noise(bytes, 2);
  }
  return noise(bytes, 2);
}

function endOf(
  bytes: Uint8Array,
  at: number,
  { head, data }: { head: "soh" | "stx"; data: number[] },
): Taken<DexFrame> {
  const [end, low, high] = bytes.subarray(at, at + 3);
  if (end === undefined || low === undefined || high === undefined) return { kind: "incomplete" };
  if (crc16([...data, end]) !== (low | (high << 8))) return noise(bytes, at + 3);
  const frame = { kind: "block", head, last: end === ETX, data: Uint8Array.from(data) } as const;
  return { kind: "frame", frame, rest: bytes.subarray(at + 3) };
}

function beforeNext(bytes: Uint8Array): number {
  const next = bytes.findIndex((byte) => byte === DLE || byte === 5 || byte === 4 || byte === 0x15);
  return next === -1 ? bytes.length : next;
}

function noise(bytes: Uint8Array, skipped: number): Taken<DexFrame> {
  return { kind: "noise", skipped, rest: bytes.subarray(skipped) };
}
