import { codeAlphabet } from "./collection-code.ts";

/**
 * What a technician carries to a new box, as one text or one QR: where the centre is, the secret that lets one
 * box in, and the fingerprint by which the box knows the right centre even over plain HTTP.
 *
 *   offset  size  field
 *   0       1     version      0x01
 *   1       16    secret       single use
 *   17      16    fingerprint  first half of the SHA-256 of the centre's introduction document
 *   33      n     URL          ASCII, 8..200
 *   33+n    4     CRC-32       of everything before it, so that a typo is told as one and burns nothing
 *
 * Written in Crockford's Base32 in groups of five behind `DROPIN:`, which a QR carries in its compact mode.
 */
export type Introduction = { url: string; secret: Uint8Array; fingerprint: Uint8Array };

export type ReadIntroduction =
  | ({ kind: "introduction" } & Introduction)
  | { kind: "typo" }
  | { kind: "newer"; version: number };

export const SECRET_BYTES = 16;
export const FINGERPRINT_BYTES = 16;

const VERSION = 1;
const HEAD = 1 + SECRET_BYTES + FINGERPRINT_BYTES;
const CHECK_BYTES = 4;
const PREFIX = "DROPIN:";
const LONGEST_TEXT = 600;

export function writeIntroduction({ url, secret, fingerprint }: Introduction): string {
  if (secret.length !== SECRET_BYTES || fingerprint.length !== FINGERPRINT_BYTES) {
    throw new RangeError("a secret and a fingerprint have 16 bytes");
  }
  const said = Uint8Array.of(VERSION, ...secret, ...fingerprint, ...new TextEncoder().encode(url));
  const text = encodeBase32(Uint8Array.of(...said, ...crcBytes(said)));
  return PREFIX + (text.match(/.{1,5}/g) ?? []).join("-");
}

/** Reads what was typed, pasted or scanned: any case, spaces and hyphens; O is 0, I and L are 1. */
export function readIntroduction(typed: string): ReadIntroduction {
  const letters = typed.toUpperCase().replace(/[\s\-–—]/g, "");
  if (!letters.startsWith(PREFIX) || letters.length > LONGEST_TEXT) return { kind: "typo" };
  const bytes = decodeBase32(letters.slice(PREFIX.length).replace(/O/g, "0").replace(/[IL]/g, "1"));
  if (!bytes || bytes.length <= HEAD + CHECK_BYTES) return { kind: "typo" };
  const said = bytes.subarray(0, -CHECK_BYTES);
  const check = bytes.subarray(-CHECK_BYTES);
  if (crcBytes(said).some((byte, at) => byte !== check[at])) return { kind: "typo" };
  const version = said[0] ?? 0;
  if (version !== VERSION) return { kind: "newer", version };
  const url = new TextDecoder().decode(said.subarray(HEAD));
  if (!/^https?:\/\/[\x21-\x7e]{1,192}$/.test(url)) return { kind: "typo" };
  const secret = said.slice(1, 1 + SECRET_BYTES);
  return { kind: "introduction", url, secret, fingerprint: said.slice(1 + SECRET_BYTES, HEAD) };
}

function encodeBase32(bytes: Uint8Array): string {
  let text = "";
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += codeAlphabet[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + codeAlphabet[(held << (5 - bits)) & 31] : text;
}

function decodeBase32(text: string): Uint8Array | undefined {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of text) {
    const value = codeAlphabet.indexOf(letter);
    if (value < 0) return undefined;
    held = (held << 5) | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
    held &= (1 << bits) - 1;
  }
  return bits < 5 && held === 0 ? Uint8Array.from(bytes) : undefined;
}

/** CRC-32 of zlib, big-endian: here without node:zlib, because screens read introductions too. */
function crcBytes(bytes: Uint8Array): Uint8Array {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb8_8320 : 0);
  }
  const out = new Uint8Array(4);
  new DataView(out.buffer).setUint32(0, ~crc >>> 0);
  return out;
}
