import { X509Certificate } from "node:crypto";
import { type DeviceId, EnrolAnswer, keyWords, Pem, RawKey } from "@drop-in/contracts";
import {
  fromRaw,
  keyFingerprint,
  type OpenSealed,
  openerOf,
  type Recipient,
  recipientOf,
  type Signer,
  signerOf,
  type Verifier,
  verifierOf,
} from "@drop-in/foundation";
import { z } from "zod";
import type { IdentityFiles, Seat } from "../adapters/identity-files.ts";

/** Both key pairs of a box, and the request it makes of them. */
export const OwnKeys = z.object({
  signingKeyPem: Pem,
  /** Raw public keys and the raw private one, base64url. */
  signingKey: RawKey,
  sealing: z.object({ publicKey: RawKey, privateKey: RawKey }),
  csr: Pem,
});
export type OwnKeys = z.infer<typeof OwnKeys>;

/** What lies in a seat once the centre has answered. */
export const KeptIdentity = z.object({
  keys: OwnKeys,
  answer: EnrolAnswer,
  /** The centre over HTTP: where renewals are asked for. */
  url: z.url(),
  /** Hash of the introduction this box came with. */
  joinedWith: z.string(),
});
export type KeptIdentity = z.infer<typeof KeptIdentity>;

/** Who this box is, and whom it believes. */
export type Identity = {
  deviceId: DeviceId;
  siteId: EnrolAnswer["siteId"];
  siteName: string;
  /** The first is to be tried first. */
  brokers: string[];
  /** For the line to a broker, which is known by the authorities the centre named and by nothing else. */
  tls: { key: string; cert: string; ca: string };
  /** Signs every frame. */
  signer: Signer;
  /** The centre: what goes up is sealed to this. */
  centre: Recipient;
  /** By key id: who may sign what comes down. */
  verifiers: ReadonlyMap<string, Verifier>;
  /** By key id: who may command this box. */
  commandVerifiers: ReadonlyMap<string, Verifier>;
  /** By key id: opens what comes down. A renewed identity opens with the old key as well. */
  openers: ReadonlyMap<string, OpenSealed>;
  certificateEndsAt: Date;
  words: string;
};

/** The identity in use; a renewed one, once there is one, is tried in its place. */
export async function openIdentity(files: IdentityFiles): Promise<Identity | "not-enrolled"> {
  const present = readSeat(files, "present");
  if (!present) return "not-enrolled";
  const next = readSeat(files, "next");
  return next ? identityOf(next, present) : identityOf(present);
}

/** Undefined where there is none. A file that is no identity throws: somebody must look, not enrol over it. */
export function readSeat(files: IdentityFiles, seat: Seat): KeptIdentity | undefined {
  const text = files.read(seat);
  return text === undefined ? undefined : KeptIdentity.parse(JSON.parse(text));
}

async function identityOf(kept: KeptIdentity, before?: KeptIdentity): Promise<Identity> {
  const { keys, answer } = kept;
  const { certificate, brokerAuthorities, sealingKeys, signingKeys, deviceId, siteId, siteName } =
    answer;
  const own = before ? [keys, before.keys] : [keys];
  const openers = await Promise.all(own.map(({ sealing }) => openerOf(toPair(sealing))));
  return {
    ...{ deviceId, siteId, siteName },
    brokers: answer.brokers,
    tls: { key: keys.signingKeyPem, cert: certificate, ca: brokerAuthorities.join("\n") },
    signer: signerOf(keys.signingKeyPem),
    centre: await recipientOf(fromRaw(sealingKeys[0] ?? "")),
    verifiers: byKeyId(signingKeys),
    commandVerifiers: byKeyId(answer.commandKeys),
    openers: new Map(openers.map(({ keyId, open }) => [keyId, open])),
    certificateEndsAt: lifeOf(kept).endsAt,
    words: wordsOf(keys),
  };
}

function byKeyId(rawKeys: readonly string[]): Map<string, Verifier> {
  const verifiers = rawKeys.map((key) => verifierOf(fromRaw(key)));
  return new Map(verifiers.map((verifier) => [verifier.keyId, verifier]));
}

export function lifeOf({ answer }: KeptIdentity): { beganAt: Date; endsAt: Date } {
  const { validFromDate, validToDate } = new X509Certificate(answer.certificate);
  return { beganAt: validFromDate, endsAt: validToDate };
}

export const wordsOf = ({ signingKey, sealing }: OwnKeys): string =>
  keyWords(keyFingerprint(signingKey, sealing.publicKey));

export const toPair = ({ publicKey, privateKey }: OwnKeys["sealing"]) => ({
  publicKey: fromRaw(publicKey),
  privateKey: fromRaw(privateKey),
});
