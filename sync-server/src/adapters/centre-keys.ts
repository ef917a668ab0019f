import { createPrivateKey, type KeyObject } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import {
  fromRaw,
  makeSealingPair,
  makeSigningKey,
  type OpenSealed,
  openerOf,
  readOrMakeSecret,
  type SealingPair,
  type Signer,
  signerOf,
  toRaw,
} from "@drop-in/foundation";

/** All the centre's private keys; nothing else reads their folder, so that an HSM or credentials could stand here. */
export type CentreKeys = {
  authorityKey: KeyObject;
  /** Signs every frame that goes down. */
  signer: Signer;
  /** Raw keys devices may seal to, base64url: the current one first, then the one before it. */
  sealingKeys(): string[];
  /** By key id. A key once given out opens for good: what was sealed to it may still lie in the record. */
  opener(keyId: string): Promise<OpenSealed | undefined>;
  openers(): ReadonlyMap<string, OpenSealed>;
  /** Makes a new current sealing key. Devices learn of it when they renew. */
  rotateSealing(): Promise<void>;
};

type Sealing = { number: number; pair: SealingPair };

const LIVE = 2;
const file = /^sealing-(\d{1,6})\.key$/;

/**
 * Keys are made at the first start, or lie in the folder already (systemd's LoadCredential gives one that cannot
 * be written). Several processes may share it: each key is made once, whoever comes first.
 */
export async function openCentreKeys(folder: string): Promise<CentreKeys> {
  const authority = readOrMakeSecret(join(folder, "authority.key"), makeSigningKey);
  const signer = signerOf(readOrMakeSecret(join(folder, "frame-signing.key"), makeSigningKey));
  const sealing = new Map<number, Sealing>();
  const openers = new Map<string, OpenSealed>();
  await readAll();
  if (sealing.size === 0) await make(1);

  async function make(number: number): Promise<void> {
    const { publicKey, privateKey } = await makeSealingPair();
    const text = `${toRaw(publicKey)} ${toRaw(privateKey)}\n`;
    readOrMakeSecret(join(folder, `sealing-${number}.key`), () => text);
    await readAll();
  }
  async function readAll(): Promise<void> {
    for (const name of readdirSync(folder)) {
      const number = Number(file.exec(name)?.[1] ?? 0);
      if (number === 0 || sealing.has(number)) continue;
      const pair = toPair(readOrMakeSecret(join(folder, name), () => ""));
      const { keyId, open } = await openerOf(pair);
      sealing.set(number, { number, pair });
      openers.set(keyId, open);
    }
  }
  const newestFirst = () => [...sealing.values()].sort((a, b) => b.number - a.number);

  return {
    authorityKey: createPrivateKey(authority),
    signer,
    sealingKeys: () =>
      newestFirst()
        .slice(0, LIVE)
        .map(({ pair }) => toRaw(pair.publicKey)),
    async opener(keyId) {
      if (!openers.has(keyId)) await readAll(); // another process may have made one since
      return openers.get(keyId);
    },
    openers: () => openers,
    async rotateSealing() {
      await readAll();
      await make((newestFirst()[0]?.number ?? 0) + 1);
    },
  };
}

function toPair(text: string): SealingPair {
  const [publicKey = "", privateKey = ""] = text.trim().split(" ");
  return { publicKey: fromRaw(publicKey), privateKey: fromRaw(privateKey) };
}
