import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Signs the QR of a collection. The private half never leaves this seam; an HSM could stand here. */
export type SigningKey = {
  keyId: number;
  publicKeyPem: string;
  sign(bytes: Uint8Array): Uint8Array;
};

const FILE = "signing-key.pem";
const KEY_ID = 1;

/** Ed25519, made at the first start and kept in the data folder, readable by the owner only. */
export function openSigningKey(folder: string): SigningKey {
  const path = join(folder, FILE);
  const privateKey = readKey(path) ?? makeKey(path);
  const publicKeyPem = createPublicKey(privateKey)
    .export({ type: "spki", format: "pem" })
    .toString();
  return { keyId: KEY_ID, publicKeyPem, sign: (bytes) => sign(null, bytes, privateKey) };
}

function readKey(path: string): KeyObject | undefined {
  try {
    return createPrivateKey(readFileSync(path));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Whole or not at all: devices trust this key for good, so half a file must never be read as one. */
function makeKey(path: string): KeyObject {
  const { privateKey } = generateKeyPairSync("ed25519");
  const draft = `${path}.new`;
  const file = openSync(draft, "w", 0o600);
  writeSync(file, privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, path);
  return privateKey;
}
