import type { Taken } from "../decoder.ts";

/**
 * Frames of Winnsen-style lock boards. Read only: they carry no check byte, so nothing is driven by them here.
 *
 *   90 06 FN STATION LOCK 03           ask; FN 05 unlock, 12 status
 *   90 07 85 STATION LOCK STATUS 03    unlock: 01 done, 00 failed, 02 refused while it cools down
 *   90 07 92 STATION STATUS LOCK 03    status: 01 open, 00 closed; the last two fields change places
 */
export type WinnsenFrame = {
  type: "unlock" | "ask-status" | "unlocked" | "status";
  station: number;
  lock: number;
  status: number | null;
};

const HEAD = 0x90;
const END = 0x03;

export function encodeWinnsen({ type, station, lock, status }: WinnsenFrame): Uint8Array {
  switch (type) {
    case "unlock":
      return Uint8Array.of(HEAD, 6, 0x05, station, lock, END);
    case "ask-status":
      return Uint8Array.of(HEAD, 6, 0x12, station, lock, END);
    case "unlocked":
      return Uint8Array.of(HEAD, 7, 0x85, station, lock, status ?? 0, END);
    case "status":
      return Uint8Array.of(HEAD, 7, 0x92, station, status ?? 0, lock, END);
  }
}

/** Takes the first frame off `bytes`. What cannot start one is noise, dropped as little as can be. */
export function takeWinnsen(bytes: Uint8Array): Taken<WinnsenFrame> {
  if (bytes.length === 0) return { kind: "incomplete" };
  const start = bytes.indexOf(HEAD);
  if (start !== 0) return noise(bytes, start === -1 ? bytes.length : start);
  const [, length, fn, station = 0, first = 0, second = 0] = bytes;
  if (length === undefined || fn === undefined) return { kind: "incomplete" };
  const type = typeOf(length, fn);
  if (type === undefined) return noise(bytes, 1);
  if (bytes.length < length) return { kind: "incomplete" };
  if (bytes[length - 1] !== END) return noise(bytes, 1);
  const asked = length === 6;
  const lock = type === "status" ? second : first;
  const status = asked ? null : type === "status" ? first : second;
  return { kind: "frame", frame: { type, station, lock, status }, rest: bytes.subarray(length) };
}

function typeOf(length: number, fn: number): WinnsenFrame["type"] | undefined {
  if (length === 6) return fn === 0x05 ? "unlock" : fn === 0x12 ? "ask-status" : undefined;
  if (length === 7) return fn === 0x85 ? "unlocked" : fn === 0x92 ? "status" : undefined;
  return undefined;
}

function noise(bytes: Uint8Array, skipped: number): Taken<WinnsenFrame> {
  return { kind: "noise", skipped, rest: bytes.subarray(skipped) };
}
