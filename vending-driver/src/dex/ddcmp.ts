import type { Taken } from "../decoder.ts";
import { crc16 } from "./crc16.ts";

/**
 * A header of the older DDCMP line: 05 (control) or 81 (data), five bytes, CRC low byte first. The data a
 * header announces follows with a CRC of its own. Only read, never spoken.
 */
export type DdcmpFrame =
  | { kind: "control"; type: number; header: Uint8Array }
  | { kind: "data"; length: number; header: Uint8Array }
  | { kind: "payload"; data: Uint8Array };

const HEADER = 6;

export function takeDdcmp(bytes: Uint8Array): Taken<DdcmpFrame> {
  const [first, second] = bytes;
  if (first === undefined) return { kind: "incomplete" };
  if (first === 0x77) return takePayload(bytes);
  if (first !== 0x05 && first !== 0x81) return noise(bytes);
  if (second === undefined || bytes.length < HEADER + 2) return { kind: "incomplete" };
  if (!checks(bytes, HEADER)) return noise(bytes);
  const header = bytes.slice(0, HEADER);
  const rest = bytes.subarray(HEADER + 2);
  if (first === 0x05) {
    return { kind: "frame", frame: { kind: "control", type: second, header }, rest };
  }
  const length = second | (((bytes[2] ?? 0) & 0x3f) << 8);
  return { kind: "frame", frame: { kind: "data", length, header }, rest };
}

/** Without its header nothing says how long it is: the first length whose CRC matches. */
function takePayload(bytes: Uint8Array): Taken<DdcmpFrame> {
  for (let length = 2; length + 2 <= Math.min(bytes.length, 256); length += 1) {
    if (!checks(bytes, length)) continue;
    const frame = { kind: "payload", data: bytes.slice(0, length) } as const;
    return { kind: "frame", frame, rest: bytes.subarray(length + 2) };
  }
  return bytes.length < 256 ? { kind: "incomplete" } : noise(bytes);
}

function checks(bytes: Uint8Array, length: number): boolean {
  const [low = -1, high = -1] = bytes.subarray(length, length + 2);
  return crc16(bytes.subarray(0, length)) === (low | (high << 8));
}

function noise(bytes: Uint8Array): Taken<DdcmpFrame> {
  return { kind: "noise", skipped: 1, rest: bytes.subarray(1) };
}
