import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { keyIdOf } from "./hpke.ts";

/** An Ed25519 key that signs; the private half stays behind `sign`. */
export type Signer = {
  keyId: string;
  /** Raw, 32 bytes. */
  publicKey: Uint8Array;
  sign(bytes: Uint8Array): Uint8Array;
};
export type Verifier = { keyId: string; verify(bytes: Uint8Array, signature: Uint8Array): boolean };

/** A new Ed25519 private key, PKCS#8 PEM. */
export const makeSigningKey = (): string =>
  generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();

/** Throws where the PEM is not an Ed25519 private key. */
export function signerOf(privatePem: string): Signer {
  const key = createPrivateKey(privatePem);
  const publicKey = rawPublicKey(createPublicKey(key));
  return { keyId: keyIdOf(publicKey), publicKey, sign: (bytes) => sign(null, bytes, key) };
}

/** `publicKey` is raw, 32 bytes. Throws where it is not one. */
export function verifierOf(publicKey: Uint8Array): Verifier {
  const x = Buffer.from(publicKey).toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return {
    keyId: keyIdOf(publicKey),
    verify: (bytes, signature) => verify(null, bytes, key, signature),
  };
}

/** The 32 bytes of an Ed25519 key, such as the one in a certificate. */
export function rawPublicKey(key: KeyObject): Uint8Array {
  const { crv, x } = key.export({ format: "jwk" });
  if (crv !== "Ed25519" || x === undefined) throw new Error("not an Ed25519 key");
  return Buffer.from(x, "base64url");
}
