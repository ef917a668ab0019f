import "reflect-metadata";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { makeSealingPair, makeSigningKey, signerOf, toRaw } from "@drop-in/foundation";
import * as x509 from "@peculiar/x509";
import type { OwnKeys } from "../enrolment/identity.ts";

const ed25519 = { name: "Ed25519" };

/** Two new key pairs, and the request (PKCS#10, PEM) for a certificate of the first. Without a name it asks for any. */
export async function makeKeys(name?: string): Promise<OwnKeys> {
  const signingKeyPem = makeSigningKey();
  const signing = createPrivateKey(signingKeyPem);
  const keys = {
    privateKey: signing.toCryptoKey(ed25519, true, ["sign"]),
    publicKey: createPublicKey(signing).toCryptoKey(ed25519, true, ["verify"]),
  };
  const csr = await x509.Pkcs10CertificateRequestGenerator.create({
    ...(name === undefined ? {} : { name: `CN=${name}` }),
    ...{ keys, signingAlgorithm: ed25519 },
  });
  const sealing = await makeSealingPair();
  return {
    signingKeyPem,
    signingKey: toRaw(signerOf(signingKeyPem).publicKey),
    sealing: { publicKey: toRaw(sealing.publicKey), privateKey: toRaw(sealing.privateKey) },
    csr: csr.toString("pem"),
  };
}
