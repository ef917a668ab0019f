import {
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { CentreKey } from "@drop-in/contracts";
import { makeWhole, rawKeyOf, readWhole } from "@drop-in/foundation";

/** What the centre opens with: the raw halves of an X25519 key, and the id frames name it by. */
export type OpeningKey = { keyId: number; publicKey: Uint8Array; privateKey: Uint8Array };

/** All the centre's private keys; nothing else reads their folder, so that an HSM or credentials could stand here. */
export type CentreKeys = {
  authorityKey: KeyObject;
  /** Signs every frame that goes down. */
  signing: CentreKey & { sign(bytes: Uint8Array): Uint8Array };
  /** What devices may seal to: the current one first, then the one before it. */
  sealingKeys(): CentreKey[];
  /** A key once given out opens for good: what was sealed to it may still lie in the record. */
  openingKey(keyId: number): OpeningKey | undefined;
  /** Makes a new current sealing key. Devices learn of it when they renew. */
  rotateSealing(): number;
};

const LIVE = 2;
const MOST_KEYS = 255;

/**
 * Keys are made at the first start, or lie in the folder already (systemd's LoadCredential gives one that cannot
 * be written). Several processes may share it: each key is made once, whoever comes first.
 */
export function openCentreKeys(folder: string): CentreKeys {
  const authorityKey = keyAt(join(folder, "authority.key.pem"), "ed25519");
  const signingKey = keyAt(join(folder, "frame-signing-1.key.pem"), "ed25519");
  const sealing = new Map<number, OpeningKey>();
  readSealing();
  if (sealing.size === 0) make(1);

  function make(keyId: number): void {
    keyAt(join(folder, `sealing-${keyId}.key.pem`), "x25519");
    readSealing();
  }
  function readSealing(): void {
    for (const name of readdirSync(folder)) {
      const keyId = Number(/^sealing-(\d{1,3})\.key\.pem$/.exec(name)?.[1] ?? Number.NaN);
      if (Number.isNaN(keyId) || sealing.has(keyId)) continue;
      const jwk = keyAt(join(folder, name), "x25519").export({ format: "jwk" });
      const [publicKey, privateKey] = [fromBase64(jwk.x), fromBase64(jwk.d)];
      sealing.set(keyId, { keyId, publicKey, privateKey });
    }
  }
  const newestFirst = () => [...sealing.values()].sort((a, b) => b.keyId - a.keyId);

  return {
    authorityKey,
    signing: {
      keyId: 1,
      publicKey: rawKeyOf(signingKey),
      sign: (bytes) => sign(null, bytes, signingKey),
    },
    sealingKeys: () =>
      newestFirst()
        .slice(0, LIVE)
        .map(({ keyId, publicKey }) => ({ keyId, publicKey: toBase64(publicKey) })),
    openingKey(keyId) {
      // Another process may have made one since.
      if (!sealing.has(keyId)) readSealing();
      return sealing.get(keyId);
    },
    rotateSealing() {
      readSealing();
      const next = (newestFirst()[0]?.keyId ?? 0) + 1;
      if (next > MOST_KEYS) throw new Error("there is no number left for another sealing key");
      make(next);
      return next;
    },
  };
}

function keyAt(path: string, type: "ed25519" | "x25519"): KeyObject {
  const known = readWhole(path);
  if (known !== undefined) return createPrivateKey(known);
  const made = newKey(type);
  const pem = made.export({ type: "pkcs8", format: "pem" }).toString();
  if (makeWhole(path, pem) === "made") return made;
  return createPrivateKey(readWhole(path) ?? "");
}

function newKey(type: "ed25519" | "x25519"): KeyObject {
  return type === "ed25519"
    ? generateKeyPairSync("ed25519").privateKey
    : generateKeyPairSync("x25519").privateKey;
}

const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
const fromBase64 = (text: string | undefined) =>
  new Uint8Array(Buffer.from(text ?? "", "base64url"));
