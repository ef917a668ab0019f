import { createHash } from "node:crypto";

export const sha256 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash("sha256").update(bytes).digest());

/** Public keys travel as their 32 bytes in base64url: no format around them that could be read in two ways. */
export const toRaw = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
export const fromRaw = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64url"));

/** What the six words are of: both public keys of a device, so that neither can be another's. */
export const keyFingerprint = (signingKey: string, sealingKey: string): Uint8Array =>
  sha256(Buffer.concat([fromRaw(signingKey), fromRaw(sealingKey)]));
