import { createHash, randomBytes, randomUUID, scrypt, timingSafeEqual, verify } from "node:crypto";

/** A new random UUID (v4), for identifiers. */
export type NewId = () => string;
export const newId: NewId = randomUUID;

/** 32 random bytes as hex, for cookies. */
export const newToken = (): string => randomBytes(32).toString("hex");

/** A random whole number 1..255, where a serial packet number starts after a restart. */
export const firstPackNo = (): number => 1 + ((randomBytes(1)[0] ?? 0) % 255);

export const hashToken = (token: string): string =>
  createHash("sha256").update(token).digest("hex");

/** scrypt N=2^14, r=8, p=1, 32 bytes, hex; runs off the main loop (about 40 ms). */
export type HashSecret = (secret: string, saltHex: string) => Promise<string>;
export const hashSecret: HashSecret = (secret, saltHex) =>
  new Promise((resolve, reject) => {
    scrypt(secret, Buffer.from(saltHex, "hex"), 32, { N: 2 ** 14, r: 8, p: 1 }, (error, key) =>
      error ? reject(error) : resolve(key.toString("hex")),
    );
  });

/** Compares two hex hashes in a time that tells nothing. */
export function sameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

export type VerifySignature = (pem: string, signed: Uint8Array, signature: Uint8Array) => boolean;
/** Ed25519. A key that cannot be read verifies nothing. */
export const verifySignature: VerifySignature = (pem, signed, signature) => {
  try {
    return verify(null, signed, pem, signature);
  } catch {
    return false;
  }
};
