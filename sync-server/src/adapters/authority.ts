import "reflect-metadata";
import {
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  type webcrypto,
} from "node:crypto";
import type { DeviceId } from "@drop-in/contracts";
import { rawPublicKey, readOrMakeSecret, toRaw } from "@drop-in/foundation";
import * as x509 from "@peculiar/x509";

export type IssuedCertificate = {
  serial: string;
  pem: string;
  /** Raw, base64url: the key this certificate is for. */
  signingKey: string;
  notBefore: string;
  notAfter: string;
};
export type Withdrawn = { serial: string; at: string };

/** Who vouches for devices towards the brokers. A step-ca, or an authority a trust has already, could stand here. */
export type Authority = {
  /** What a broker checks devices by, and a device its broker. It vouches for nothing else. */
  caPem: string;
  /** Raw, base64url: the key a request is for. Refused: not signed with that key, or naming another device. */
  keyOf(csrPem: string, deviceId: DeviceId): Promise<string | "refused">;
  /** A certificate for the key of the request, in the name of this device and no other. */
  issue(csrPem: string, deviceId: DeviceId, now: Date): Promise<IssuedCertificate | "refused">;
  crl(withdrawn: readonly Withdrawn[], now: Date): Promise<{ pem: string; endsAt: string }>;
  /** A key and certificate for a broker under these host names and addresses. */
  forServer(
    names: readonly string[],
    now: Date,
  ): Promise<{ keyPem: string; certificatePem: string }>;
  /** The same for a program of ours that is a client of a broker. */
  forService(name: string, now: Date): Promise<{ keyPem: string; certificatePem: string }>;
};

const DAY_MS = 86_400_000;
const LIFE_DAYS = 90;
const AUTHORITY_DAYS = 3_653;
const CRL_DAYS = 7;
/** Certificates begin in the past: a box whose clock is behind must still believe them. */
const LEEWAY_MS = DAY_MS;
const ed25519 = { name: "Ed25519" };

type Keys = { privateKey: webcrypto.CryptoKey; publicKey: webcrypto.CryptoKey };
type Subject = { subject: string; publicKey: webcrypto.CryptoKey; extensions: x509.Extension[] };

/** The built-in authority: one Ed25519 key, one self-signed certificate, kept at `certificateFile`. */
export async function openAuthority(
  key: KeyObject,
  certificateFile: string,
  now: Date,
): Promise<Authority> {
  const keys = await toKeys(key);
  const made = (await selfSigned(keys, now)).toString("pem");
  const caPem = readOrMakeSecret(certificateFile, () => made);
  const ca = new x509.X509Certificate(caPem);
  if (!(await ca.verify({ publicKey: keys.publicKey, signatureOnly: true }))) {
    throw new Error(`${certificateFile} is not of the authority's key`);
  }

  async function certify({ subject, publicKey, extensions }: Subject, from: Date) {
    return x509.X509CertificateGenerator.create({
      ...{ serialNumber: newSerial(), subject, publicKey, issuer: ca.subject },
      notBefore: new Date(from.getTime() - LEEWAY_MS),
      notAfter: new Date(from.getTime() + LIFE_DAYS * DAY_MS),
      ...{ signingKey: keys.privateKey, signingAlgorithm: ed25519 },
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
        ...extensions,
      ],
    });
  }
  async function withNewKey(subject: string, extensions: x509.Extension[], from: Date) {
    const { privateKey } = generateKeyPairSync("ed25519");
    const { publicKey } = await toKeys(privateKey);
    const certificate = await certify({ subject, publicKey, extensions }, from);
    const keyPem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    return { keyPem, certificatePem: certificate.toString("pem") };
  }

  return {
    caPem,
    keyOf: async (csrPem, deviceId) =>
      (await readRequest(csrPem, deviceId))?.signingKey ?? "refused",
    async issue(csrPem, deviceId, from) {
      const csr = await readRequest(csrPem, deviceId);
      if (!csr) return "refused";
      const { publicKey } = csr;
      const extensions = [usedBy("clientAuth")];
      const made = await certify({ subject: `CN=${deviceId}`, publicKey, extensions }, from);
      return {
        serial: made.serialNumber,
        pem: made.toString("pem"),
        signingKey: csr.signingKey,
        notBefore: made.notBefore.toISOString(),
        notAfter: made.notAfter.toISOString(),
      };
    },
    async crl(withdrawn, from) {
      const nextUpdate = new Date(from.getTime() + CRL_DAYS * DAY_MS);
      const crl = await x509.X509CrlGenerator.create({
        issuer: ca.subject,
        thisUpdate: new Date(from.getTime() - LEEWAY_MS),
        nextUpdate,
        entries: withdrawn.map(({ serial, at }) => ({
          serialNumber: serial,
          revocationDate: new Date(at),
        })),
        ...{ signingKey: keys.privateKey, signingAlgorithm: ed25519 },
        extensions: [await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey)],
      });
      // The library's own label, "CRL", is not the one OpenSSL reads.
      const pem = x509.PemConverter.encode(crl.rawData, "X509 CRL");
      return { pem, endsAt: nextUpdate.toISOString() };
    },
    forServer: (names, from) =>
      withNewKey("CN=Drop-in broker", [usedBy("serverAuth"), alsoCalled(names)], from),
    forService: (name, from) => withNewKey(`CN=${name}`, [usedBy("clientAuth")], from),
  };
}

async function selfSigned(keys: Keys, now: Date): Promise<x509.X509Certificate> {
  const { keyCertSign, cRLSign } = x509.KeyUsageFlags;
  return x509.X509CertificateGenerator.createSelfSigned({
    ...{ serialNumber: newSerial(), name: "CN=Drop-in devices", keys, signingAlgorithm: ed25519 },
    notBefore: new Date(now.getTime() - LEEWAY_MS),
    notAfter: new Date(now.getTime() + AUTHORITY_DAYS * DAY_MS),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(keyCertSign | cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
}

/** A request is only as good as its own signature; it may be anything at all. */
async function readRequest(pem: string, deviceId: DeviceId) {
  try {
    const csr = new x509.Pkcs10CertificateRequest(pem);
    if (csr.publicKey.algorithm.name !== ed25519.name || !(await csr.verify())) return undefined;
    if (!csr.subjectName.getField("CN").every((name) => name === deviceId)) return undefined;
    const publicKey = await csr.publicKey.export();
    const spki = { key: Buffer.from(csr.publicKey.rawData), type: "spki", format: "der" } as const;
    const signingKey = toRaw(rawPublicKey(createPublicKey(spki)));
    return { publicKey, signingKey };
  } catch {
    return undefined;
  }
}

const usedBy = (purpose: "clientAuth" | "serverAuth") =>
  new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage[purpose]], false);

function alsoCalled(names: readonly string[]): x509.Extension {
  const isAddress = (name: string) => /^[\d.]+$|:/.test(name);
  return new x509.SubjectAlternativeNameExtension(
    names.map((value) => ({ type: isAddress(value) ? "ip" : "dns", value })),
  );
}

async function toKeys(privateKey: KeyObject): Promise<Keys> {
  const publicKey = createPublicKey(privateKey);
  return {
    privateKey: privateKey.toCryptoKey(ed25519, true, ["sign"]),
    publicKey: publicKey.toCryptoKey(ed25519, true, ["verify"]),
  };
}

/** 126 random bits, positive and of one length in DER. */
function newSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString("hex");
}
