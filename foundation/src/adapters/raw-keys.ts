import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";

/** Public keys travel as their 32 bytes in base64url: no format around them that could be read in two ways. */
export function signingKeyOf(raw: string): KeyObject {
  return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: raw }, format: "jwk" });
}

/** The same bytes out of a key of Ed25519 or X25519, private or public. */
export function rawKeyOf(key: KeyObject): string {
  return String((key.type === "private" ? createPublicKey(key) : key).export({ format: "jwk" }).x);
}

export function isSignedBy(raw: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  return verify(null, bytes, signingKeyOf(raw), signature);
}

export const sha256 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash("sha256").update(bytes).digest());

/** What the six words are of: both public keys of a device, so that neither can be another's. */
export const keyFingerprint = (signingKey: string, sealingKey: string): Uint8Array =>
  sha256(Buffer.concat([signingKey, sealingKey].map((raw) => Buffer.from(raw, "base64url"))));
