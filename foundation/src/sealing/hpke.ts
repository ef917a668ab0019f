import { createHash } from "node:crypto";
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";

/** Raw X25519 keys, 32 bytes each. What is sealed to the public one only the private one opens. */
export type SealingPair = { publicKey: Uint8Array; privateKey: Uint8Array };

/** HPKE (RFC 9180), base mode, single shot: answers the encapsulated key (32 bytes) and then the ciphertext. */
export type SealTo = (info: string, bound: Uint8Array, plain: Uint8Array) => Promise<Uint8Array>;
/** Undefined for whatever was not sealed to this key, with this info and these bound bytes. */
export type OpenSealed = (
  info: string,
  bound: Uint8Array,
  sealed: Uint8Array,
) => Promise<Uint8Array | undefined>;

export type Recipient = { keyId: string; seal: SealTo };
export type Opener = { keyId: string; open: OpenSealed };

const ENC_BYTES = 32;
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
const encoder = new TextEncoder();

export async function makeSealingPair(): Promise<SealingPair> {
  const { publicKey, privateKey } = await suite.kem.generateKeyPair();
  return {
    publicKey: new Uint8Array(await suite.kem.serializePublicKey(publicKey)),
    privateKey: new Uint8Array(await suite.kem.serializePrivateKey(privateKey)),
  };
}

/** How a key is named in an envelope: the first 4 bytes of its SHA-256, hex. A name, not a proof. */
export const keyIdOf = (publicKey: Uint8Array): string =>
  createHash("sha256").update(publicKey).digest("hex").slice(0, 8);

/** Throws where the bytes are not an X25519 key. */
export async function recipientOf(publicKey: Uint8Array): Promise<Recipient> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(publicKey);
  return {
    keyId: keyIdOf(publicKey),
    async seal(info, bound, plain) {
      const { ct, enc } = await suite.seal(
        { recipientPublicKey, info: encoder.encode(info) },
        plain,
        bound,
      );
      return Buffer.concat([new Uint8Array(enc), new Uint8Array(ct)]);
    },
  };
}

export async function openerOf({ publicKey, privateKey }: SealingPair): Promise<Opener> {
  const recipientKey = await suite.kem.deserializePrivateKey(privateKey);
  return {
    keyId: keyIdOf(publicKey),
    async open(info, bound, sealed) {
      try {
        const enc = sealed.slice(0, ENC_BYTES);
        const about = { recipientKey, enc, info: encoder.encode(info) };
        return new Uint8Array(await suite.open(about, sealed.slice(ENC_BYTES), bound));
      } catch {
        return undefined;
      }
    },
  };
}
