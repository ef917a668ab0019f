/**
 * Everything that travels between a device and the centre, both ways, status included. A broker sees this and the topic.
 *
 *   offset  size  field
 *   0       2     magic      0x44 0x49 ("DI")
 *   2       1     version    0x02
 *   3       1     voice      1 = up, 2 = down, 3 = status
 *   4       4     recipient  first bytes of SHA-256 of the X25519 key it is sealed to
 *   8       4     signer     first bytes of SHA-256 of the Ed25519 key it is signed with
 *   12      32    enc        HPKE encapsulated key (RFC 9180)
 *   44      n     sealed     HPKE ciphertext and its tag of 16 bytes
 *   44+n    64    signature  Ed25519 over `signedText`
 *
 * HPKE: base mode, single shot, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM; info is `contextOf(voice)`, the
 * additional data is the first 12 bytes and then the device id.
 */
export type Voice = "up" | "down" | "status";
export type Envelope = {
  version: number;
  voice: Voice;
  recipient: string;
  signer: string;
  /** enc and ciphertext. */
  sealed: Uint8Array;
  signature: Uint8Array;
};
export type BadEnvelope = "too-short" | "not-ours" | "version" | "voice";

export const HEAD_BYTES = 12;
export const SIGNATURE_BYTES = 64;
const MAGIC = 0x4449;
const VERSION = 2;
const voices: readonly Voice[] = ["up", "down", "status"];
const SHORTEST = HEAD_BYTES + 32 + 16 + 1 + SIGNATURE_BYTES;
const LONGEST = 5 * 1024 * 1024;

/** The 12 bytes in front. `recipient` and `signer` are key ids, 8 hex digits. */
export function writeHead(voice: Voice, recipient: string, signer: string): Uint8Array {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt16BE(MAGIC, 0);
  head.writeUInt8(VERSION, 2);
  head.writeUInt8(voices.indexOf(voice) + 1, 3);
  head.write(recipient, 4, "hex");
  head.write(signer, 8, "hex");
  return head;
}

/** Takes an envelope apart without believing any of it. `version` is told even where we do not read it. */
export function readEnvelope(
  bytes: Uint8Array,
): { kind: "envelope"; envelope: Envelope } | { kind: "bad"; why: BadEnvelope } {
  if (bytes.length < SHORTEST || bytes.length > LONGEST) return { kind: "bad", why: "too-short" };
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.readUInt16BE(0) !== MAGIC) return { kind: "bad", why: "not-ours" };
  const version = view.readUInt8(2);
  if (version !== VERSION) return { kind: "bad", why: "version" };
  const voice = voices[view.readUInt8(3) - 1];
  if (!voice) return { kind: "bad", why: "voice" };
  const end = bytes.length - SIGNATURE_BYTES;
  return {
    kind: "envelope",
    envelope: {
      ...{ version, voice },
      recipient: view.toString("hex", 4, 8),
      signer: view.toString("hex", 8, 12),
      sealed: view.subarray(HEAD_BYTES, end),
      signature: view.subarray(end),
    },
  };
}

export const contextOf = (voice: Voice): string => `drop-in/v2/${voice}`;

/** What binds the ciphertext to its head and its device. */
export const additionalData = (head: Uint8Array, deviceId: string): Uint8Array =>
  Buffer.concat([head, Buffer.from(deviceId, "utf8")]);

/** What is signed: whose and which voice, then the whole envelope before the signature. */
export const signedText = (voice: Voice, deviceId: string, unsigned: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(`${contextOf(voice)}\0${deviceId}\0`, "utf8"), unsigned]);
