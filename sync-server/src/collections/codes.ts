import {
  type CollectionId,
  type DeviceId,
  encodeToken,
  formatCode,
  type IssuedCollection,
  type MachineId,
  writeToken,
} from "@drop-in/contracts";
import type { Chance } from "../adapters/chance.ts";
import type { SigningKey } from "../adapters/signing-key.ts";
import { notBeforeOf } from "../feed/feed.rules.ts";
import type { Stores } from "../stores.ts";
import { chooseCode } from "./choose-code.rules.ts";

export type CodeParts = {
  stores: Stores;
  key: SigningKey;
  hashForDevice: (secret: string, saltHex: string) => Promise<string>;
  chance: Pick<Chance, "symbols">;
};
type Shown = {
  collectionId: CollectionId;
  machineId: MachineId;
  issuedAt: string;
  expiresAt: string;
};

/** Codes for people, by machine: one leaves here once, and only its hash is kept. */
export function createCodes({ stores, key, hashForDevice, chance }: CodeParts) {
  async function fresh(deviceId: DeviceId): Promise<{ code: string; codeHash: string }> {
    const code = chooseCode(() => chance.symbols(7));
    const codeHash = await hashForDevice(code, await stores.devices.codeSalt(deviceId));
    const taken = await stores.collections.isCodeTaken(deviceId, codeHash);
    return taken ? fresh(deviceId) : { code, codeHash };
  }

  function show(shown: Shown, code: string): IssuedCollection {
    const { collectionId, machineId, issuedAt, expiresAt } = shown;
    const notBefore = secondsOf(notBeforeOf(issuedAt));
    const token = { collectionId, machineId, notBefore, expires: secondsOf(expiresAt) };
    const signed = encodeToken({ keyId: key.keyId, ...token });
    const qr = writeToken(signed, key.sign(signed));
    return { collectionId, code: formatCode(code), qr, expiresAt };
  }

  return { fresh, show };
}

const secondsOf = (iso: string): number => Math.floor(new Date(iso).getTime() / 1_000);
