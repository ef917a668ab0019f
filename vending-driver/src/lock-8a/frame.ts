import type { Taken } from "../decoder.ts";

/**
 * Frames of "8A/80" lock boards. BCC is the XOR of every byte before it.
 *
 *   8A ADDR CH 11 BCC          open one channel          → 8A ADDR CH STATE BCC
 *   8A ADDR CH 11 SS BCC       the same for SS seconds
 *   80 ADDR CH 33 BCC          ask one channel           → 80 ADDR CH STATE BCC
 *   80 ADDR 00 33 BCC          ask the whole board       → 80 ADDR S… 33 BCC
 *   82 ADDR CH STATE BCC       said unasked, by some firmware
 *   90 ADDR S… BCC             open several; 9A, 9B hold and let go; 82 ADDR 00 22 BCC asks the firmware
 *
 * The answer of a whole board does not say how long it is: only silence ends it (`takeBoardAnswer`).
 * Channel 00 of an 8A opens every door: it is read, and never written.
 */
export type Lock8aFrame = { head: number; address: number; body: Uint8Array };

export const Lock8aHead = { open: 0x8a, ask: 0x80, unasked: 0x82, several: 0x90 } as const;
const HEADS = new Set([0x80, 0x82, 0x8a, 0x90, 0x9a, 0x9b]);

const OPEN = 0x11;
const ASK = 0x33;
/** Status bytes of the widest board known, of 50 channels. */
const MAX_STATUS = 7;
/** Body lengths that occur: channel and state, those with a pulse length, several channels, whole boards. */
const BODY_LENGTHS = [2, 3, 4, 5, 6, 7, 8];

export function openChannel(address: number, channel: number): Uint8Array {
  return withBcc([Lock8aHead.open, checkAddress(address), checkChannel(channel), OPEN]);
}

export function askBoard(address: number): Uint8Array {
  return withBcc([Lock8aHead.ask, checkAddress(address), 0, ASK]);
}

/** What a board says of one channel, after opening it or when asked. */
export function channelAnswer(address: number, channel: number, state: 0x00 | 0x11): Uint8Array {
  return withBcc([Lock8aHead.open, address, channel, state]);
}

export function boardAnswer(address: number, status: readonly number[]): Uint8Array {
  return withBcc([Lock8aHead.ask, address, ...status, ASK]);
}

/** For recordings: the shortest stretch whose BCC fits. Boards may put garbage before a frame. */
export function takeLock8a(bytes: Uint8Array): Taken<Lock8aFrame> {
  if (bytes.length === 0) return { kind: "incomplete" };
  const start = bytes.findIndex((byte) => HEADS.has(byte));
  if (start !== 0) return noise(bytes, start === -1 ? bytes.length : start);
  const [head, address] = bytes;
  if (head === undefined || address === undefined) return { kind: "incomplete" };
  if (address === 0 || address > 32) return noise(bytes, 1);
  for (const length of BODY_LENGTHS) {
    const end = 2 + length;
    const check = bytes[end];
    if (check === undefined) return { kind: "incomplete" };
    if (check !== xor(bytes.subarray(0, end)) || !makesSense(head, bytes.slice(2, end))) continue;
    const frame = { head, address, body: bytes.slice(2, end) };
    return { kind: "frame", frame, rest: bytes.subarray(end + 1) };
  }
  return noise(bytes, 1);
}

/** What a board sent between the question and the silence after it; its status bytes in the order they came. */
export function takeBoardAnswer(heard: Uint8Array, address: number): Uint8Array | undefined {
  const start = heard.findIndex((byte, at) => byte === Lock8aHead.ask && heard[at + 1] === address);
  if (start === -1) return undefined;
  const frame = heard.subarray(start);
  const status = frame.slice(2, -2);
  const good = status.length >= 1 && status.length <= MAX_STATUS && frame.at(-2) === ASK;
  return good && frame.at(-1) === xor(frame.subarray(0, -1)) ? status : undefined;
}

/** The state byte of one channel, among whatever else was heard. */
export function takeChannelAnswer(
  heard: Uint8Array,
  { address, channel }: { address: number; channel: number },
): number | undefined {
  for (let at = 0; at + 5 <= heard.length; at += 1) {
    const [head, from, about, state, check] = heard.subarray(at, at + 5);
    const known = head === Lock8aHead.open || head === Lock8aHead.ask;
    if (!known || from !== address || about !== channel) continue;
    if (state !== 0x00 && state !== OPEN) continue;
    if (check === xor(heard.subarray(at, at + 4))) return state;
  }
  return undefined;
}

function makesSense(head: number, body: Uint8Array): boolean {
  const last = body.at(-1);
  switch (head) {
    case Lock8aHead.ask:
      return body.length === 2 ? last === 0 || last === OPEN || last === ASK : last === ASK;
    case Lock8aHead.open:
      if (body.length === 2) return last === 0 || last === OPEN;
      return body.length === 3 && body[1] === OPEN && last !== undefined && last >= 1 && last <= 9;
    case Lock8aHead.unasked:
      return body.length === 2;
    case Lock8aHead.several:
      return body.length === 3 || body.length === MAX_STATUS;
    default:
      return body.length === 2 && last === OPEN;
  }
}

function checkAddress(address: number): number {
  if (address < 1 || address > 32) throw new RangeError(`there is no board ${address}`);
  return address;
}

function checkChannel(channel: number): number {
  if (channel < 1 || channel > 50) throw new RangeError(`there is no channel ${channel}`);
  return channel;
}

function withBcc(body: readonly number[]): Uint8Array {
  return Uint8Array.of(...body, xor(Uint8Array.from(body)));
}

function xor(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum ^ byte, 0);
}

function noise(bytes: Uint8Array, skipped: number): Taken<Lock8aFrame> {
  return { kind: "noise", skipped, rest: bytes.subarray(skipped) };
}
