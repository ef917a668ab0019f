import type { Taken } from "../decoder.ts";

/**
 * One frame of the spiral controller's line, in either direction.
 *
 *   offset  size  field
 *   0       2     FA FB
 *   2       1     CMD
 *   3       1     LEN    bytes in BODY; 0 for POLL and ACK, else BODY starts with the packet number
 *   4       LEN   BODY
 *   4+LEN   1     XOR    of every byte before it, FA FB included
 *
 * FA FB may also occur inside a body, so only a matching XOR makes a frame of what looks like one.
 */
export type Frame = { cmd: number; body: Uint8Array };

const FIRST = 0xfa;
const SECOND = 0xfb;
const BODY_START = 4;
/** The longest body seen on a real line is 33 bytes; a longer claim is noise, not a reason to wait. */
export const MAX_BODY = 64;

export function encodeFrame({ cmd, body }: Frame): Uint8Array {
  if (body.length > MAX_BODY) throw new RangeError(`a body of ${body.length} bytes does not fit`);
  const bytes = Uint8Array.of(FIRST, SECOND, cmd, body.length, ...body, 0);
  bytes[bytes.length - 1] = xor(bytes.subarray(0, -1));
  return bytes;
}

/** Takes the first frame off `bytes`. What cannot start a frame is noise, dropped as little as can be. */
export function takeFrame(bytes: Uint8Array): Taken<Frame> {
  if (bytes.length === 0) return { kind: "incomplete" };
  const start = bytes.indexOf(FIRST);
  if (start !== 0) return noise(bytes, start === -1 ? bytes.length : start);

  const [, second, cmd, length] = bytes;
  if (second !== undefined && second !== SECOND) return noise(bytes, 1);
  if (cmd === undefined || length === undefined) return { kind: "incomplete" };
  if (length > MAX_BODY) return noise(bytes, 1);

  const end = BODY_START + length;
  const check = bytes[end];
  if (check === undefined) return { kind: "incomplete" };
  // One byte only: the real frame may begin inside what looked like this one.
  if (check !== xor(bytes.subarray(0, end))) return noise(bytes, 1);

  const frame = { cmd, body: bytes.slice(BODY_START, end) };
  return { kind: "frame", frame, rest: bytes.subarray(end + 1) };
}

function noise(bytes: Uint8Array, skipped: number): Taken<Frame> {
  return { kind: "noise", skipped, rest: bytes.subarray(skipped) };
}

function xor(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum ^ byte, 0);
}
