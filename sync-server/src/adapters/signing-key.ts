import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { join } from "node:path";
import { readOrMakeSecret } from "@drop-in/foundation";

/** Signs the QR of a collection. The private half never leaves this seam; an HSM could stand here. */
export type SigningKey = {
  keyId: number;
  publicKeyPem: string;
  sign(bytes: Uint8Array): Uint8Array;
};

const FILE = "signing-key.pem";
const KEY_ID = 1;

/** Ed25519, made at the first start by whichever process comes first; devices trust it for good. */
export function openSigningKey(folder: string): SigningKey {
  const privateKey = createPrivateKey(readOrMakeSecret(join(folder, FILE), makeKey));
  const publicKeyPem = createPublicKey(privateKey)
    .export({ type: "spki", format: "pem" })
    .toString();
  return { keyId: KEY_ID, publicKeyPem, sign: (bytes) => sign(null, bytes, privateKey) };
}

function makeKey(): string {
  const { privateKey } = generateKeyPairSync("ed25519");
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}
