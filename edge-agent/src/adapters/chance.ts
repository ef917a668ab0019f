import { randomBytes, randomUUID, verify } from "node:crypto";
import { deviceCost, scryptHex } from "@drop-in/foundation";

/** A random whole number 1..255, where a serial packet number starts after a restart. */
export const firstPackNo = (): number => 1 + ((randomBytes(1)[0] ?? 0) % 255);

/** An id of chance alone (version 4): it says nothing of when it was made. */
export const randomId = (): string => randomUUID();

/** The hash of a typed code or PIN, as the centre made it. */
export type HashSecret = (secret: string, saltHex: string) => Promise<string>;
export const hashSecret: HashSecret = (secret, saltHex) => scryptHex(secret, saltHex, deviceCost);

export type VerifySignature = (pem: string, signed: Uint8Array, signature: Uint8Array) => boolean;
/** Ed25519. A key that cannot be read verifies nothing. */
export const verifySignature: VerifySignature = (pem, signed, signature) => {
  try {
    return verify(null, signed, pem, signature);
  } catch {
    return false;
  }
};
