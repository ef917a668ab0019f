import { CollectionId, MachineId } from "./ids.ts";

/**
 * What the QR of a collection says, before its signature. No personal data: only which collection,
 * for which machine, between when and when.
 *
 *   offset  size  field
 *   0       1     version        0x01
 *   1       1     key id         which of the centre's signing keys
 *   2       16    collection id  UUID bytes
 *   18      4     not before     seconds since 1970, big-endian
 *   22      4     expires        seconds since 1970, big-endian
 *   26      1     n              length of the machine id, 1..40
 *   27      n     machine id     ASCII
 *   27+n    64    Ed25519 signature over everything before it
 *
 * The whole is written in Base45 (RFC 9285), which QR codes carry in their compact alphanumeric mode.
 */
export type CollectionToken = {
  keyId: number;
  collectionId: CollectionId;
  machineId: MachineId;
  notBefore: number;
  expires: number;
};

export type ReadToken =
  | { kind: "token"; token: CollectionToken; signed: Uint8Array; signature: Uint8Array }
  | { kind: "unreadable" };

const VERSION = 1;
const HEAD = 27;
const SIGNATURE = 64;

/** The bytes to sign. */
export function encodeToken(token: CollectionToken): Uint8Array {
  const machine = new TextEncoder().encode(token.machineId);
  const bytes = new Uint8Array(HEAD + machine.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setUint8(1, token.keyId);
  bytes.set(fromHex(token.collectionId.replaceAll("-", "")), 2);
  view.setUint32(18, token.notBefore);
  view.setUint32(22, token.expires);
  view.setUint8(26, machine.length);
  bytes.set(machine, HEAD);
  return bytes;
}

/** Takes a scanned text apart. Anything that is not a token of ours is `unreadable`; nothing throws. */
export function readToken(text: string): ReadToken {
  const bytes = decodeBase45(text);
  if (!bytes || bytes.length < HEAD + 1 + SIGNATURE || bytes[0] !== VERSION)
    return { kind: "unreadable" };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = HEAD + view.getUint8(26);
  if (bytes.length !== end + SIGNATURE) return { kind: "unreadable" };
  const collectionId = CollectionId.safeParse(toUuid(bytes.subarray(2, 18)));
  const machineId = MachineId.safeParse(new TextDecoder().decode(bytes.subarray(HEAD, end)));
  if (!collectionId.success || !machineId.success) return { kind: "unreadable" };
  return {
    kind: "token",
    token: {
      keyId: view.getUint8(1),
      collectionId: collectionId.data,
      machineId: machineId.data,
      notBefore: view.getUint32(18),
      expires: view.getUint32(22),
    },
    signed: bytes.slice(0, end),
    signature: bytes.slice(end),
  };
}

/** The text to put in the QR. */
export function writeToken(signed: Uint8Array, signature: Uint8Array): string {
  return encodeBase45(Uint8Array.of(...signed, ...signature));
}

const base45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/** Base45 of RFC 9285: two bytes become three letters, a last single byte two. */
export function encodeBase45(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const high = bytes[at] ?? 0;
    const low = bytes[at + 1];
    let rest = low === undefined ? high : high * 256 + low;
    for (let digit = 0; digit < (low === undefined ? 2 : 3); digit += 1) {
      text += base45[rest % 45];
      rest = Math.floor(rest / 45);
    }
  }
  return text;
}

/** Undefined when the text is not Base45. */
export function decodeBase45(text: string): Uint8Array | undefined {
  if (text.length % 3 === 1 || text.length > 1000) return undefined;
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const digits = [...text.slice(at, at + 3)].map((letter) => base45.indexOf(letter));
    if (digits.some((digit) => digit < 0)) return undefined;
    const value = digits.reduce((sum, digit, place) => sum + digit * 45 ** place, 0);
    if (value > (digits.length === 3 ? 0xffff : 0xff)) return undefined;
    if (digits.length === 3) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return Uint8Array.from(bytes);
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function toUuid(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
