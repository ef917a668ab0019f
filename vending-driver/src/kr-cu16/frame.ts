import type { Taken } from "../decoder.ts";

/**
 * One frame of a KERONG CU16 or CU12 board.
 *
 *   offset  size  field
 *   0       1     STX    02
 *   1       1     ADDR   board in the high nibble, lock from 0 in the low one
 *   2       1     CMD
 *   3       n     DATA   by command: 4 bytes in 35 and 36, 2 in 37 and 38, 1 in 39 and 40, else none
 *   3+n     1     ETX    03
 *   4+n     1     SUM    low byte of the sum of every byte before it
 */
export type Cu16Frame = { board: number; lock: number; cmd: number; data: Uint8Array };

export const Cu16Cmd = {
  askStatus: 0x30,
  unlock: 0x31,
  askAllStatus: 0x32,
  /** Opens every door. Known, so that a recording can be read; there is no function that writes it. */
  unlockAll: 0x33,
  status: 0x35,
  busStatus: 0x36,
  setPulse: 0x37,
  pulse: 0x38,
  delayedUnlock: 0x39,
  baud: 0x40,
} as const;

const STX = 0x02;
const ETX = 0x03;
const DATA_START = 3;

const dataLengths = new Map<number, readonly number[]>([
  [Cu16Cmd.status, [4]],
  [Cu16Cmd.busStatus, [4]],
  [Cu16Cmd.setPulse, [2]],
  // Asked without, answered with.
  [Cu16Cmd.pulse, [0, 2]],
  [Cu16Cmd.delayedUnlock, [1]],
  [Cu16Cmd.baud, [0, 1]],
  [Cu16Cmd.askStatus, [0]],
  // Some boards answer an unlock with their whole status.
  [Cu16Cmd.unlock, [0, 4]],
  [Cu16Cmd.askAllStatus, [0]],
  [Cu16Cmd.unlockAll, [0]],
]);

/** Throws on what a board could misread: an address that does not fit, or a command that opens every door. */
export function encodeCu16({ board, lock, cmd, data }: Cu16Frame): Uint8Array {
  if (cmd === Cu16Cmd.unlockAll)
    throw new RangeError("no door is opened but the one that is meant");
  if (board < 0 || board > 15 || lock < 0 || lock > 15) {
    throw new RangeError(`board ${board}, lock ${lock} does not fit in an address`);
  }
  const body = Uint8Array.of(STX, (board << 4) | lock, cmd, ...data, ETX);
  return Uint8Array.of(...body, sum(body));
}

/** Takes the first frame off `bytes`. What cannot start one is noise, dropped as little as can be. */
export function takeCu16(bytes: Uint8Array): Taken<Cu16Frame> {
  if (bytes.length === 0) return { kind: "incomplete" };
  const start = bytes.indexOf(STX);
  if (start !== 0) return noise(bytes, start === -1 ? bytes.length : start);
  const [, address, cmd] = bytes;
  if (address === undefined || cmd === undefined) return { kind: "incomplete" };
  const lengths = dataLengths.get(cmd);
  if (lengths === undefined) return noise(bytes, 1);
  for (const length of lengths) {
    const end = DATA_START + length;
    if (bytes[end] !== ETX || bytes[end + 1] !== sum(bytes.subarray(0, end + 1))) continue;
    const data = bytes.slice(DATA_START, end);
    const frame = { board: address >> 4, lock: address & 0x0f, cmd, data };
    return { kind: "frame", frame, rest: bytes.subarray(end + 2) };
  }
  const longest = DATA_START + Math.max(...lengths) + 2;
  return bytes.length < longest ? { kind: "incomplete" } : noise(bytes, 1);
}

/** The locks of a status, lock 1 first: the bit of the hook and that of the sensor behind it. */
export function locksOf({ data }: Cu16Frame): { hook: 0 | 1; item: 0 | 1 }[] {
  const bit = (at: number) => (((data[at >> 3] ?? 0) >> (at & 7)) & 1 ? 1 : 0);
  return Array.from({ length: 16 }, (_, lock) => ({ hook: bit(lock), item: bit(lock + 16) }));
}

function noise(bytes: Uint8Array, skipped: number): Taken<Cu16Frame> {
  return { kind: "noise", skipped, rest: bytes.subarray(skipped) };
}

function sum(bytes: Uint8Array): number {
  return bytes.reduce((total, byte) => (total + byte) & 0xff, 0);
}
