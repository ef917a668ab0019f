import "reflect-metadata";
import { KeyObject, randomBytes, webcrypto } from "node:crypto";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  X509CrlGenerator,
} from "@peculiar/x509";

/** What one end of a TLS connection needs, as PEM texts: its own two, and the authority it trusts. */
export type TlsFiles = { key: string; cert: string; ca: string };

type Validity = { from?: Date; until?: Date };
type Wanted = Validity & { name: string; use: "client" | "server"; host?: string };

const DAY_MS = 24 * 3_600_000;
const algorithm = { name: "Ed25519" } as const;

/** An authority of an afternoon, with the kinds of certificates a broker must take or must refuse. */
export async function createTestAuthority(name = "test authority") {
  const keys = await createKeys();
  const root = await X509CertificateGenerator.createSelfSigned({
    ...{ name: `CN=${name}`, serialNumber: serial(), ...lifeOf({}) },
    ...{ keys, signingAlgorithm: algorithm },
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  const ca = root.toString("pem");

  async function issue({ name: subject, use, host, ...validity }: Wanted) {
    const own = await createKeys();
    const serialNumber = serial();
    const cert = await X509CertificateGenerator.create({
      ...{ subject: `CN=${subject}`, issuer: root.subject, serialNumber, ...lifeOf(validity) },
      ...{ signingKey: keys.privateKey, publicKey: own.publicKey, signingAlgorithm: algorithm },
      extensions: extensionsFor(use, host),
    });
    return { key: pemOf(own.privateKey), cert: cert.toString("pem"), ca, serialNumber };
  }

  return {
    ca,
    /** For 127.0.0.1 and localhost, unless another host is named. */
    server: (wanted: Validity & { host?: string } = {}) =>
      issue({ name: wanted.host ?? "localhost", use: "server", ...wanted }),
    client: (subject: string, validity: Validity = {}) =>
      issue({ name: subject, use: "client", ...validity }),
    /** The list of the certificates that count no more; past `until` nobody is let in by it. */
    async crl(serialNumbers: string[], { from, until }: Validity = {}): Promise<string> {
      const { notBefore, notAfter } = lifeOf({ from, until });
      const crl = await X509CrlGenerator.create({
        ...{ issuer: root.subject, thisUpdate: notBefore, nextUpdate: notAfter },
        entries: serialNumbers.map((serialNumber) => ({
          serialNumber,
          revocationDate: notBefore,
        })),
        ...{ signingKey: keys.privateKey, signingAlgorithm: algorithm },
      });
      return crl.toString("pem").replaceAll(" CRL-", " X509 CRL-"); // the label OpenSSL looks for
    },
  };
}

export type TestAuthority = Awaited<ReturnType<typeof createTestAuthority>>;

function extensionsFor(use: Wanted["use"], host?: string): Extension[] {
  const common = [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
  ];
  if (use === "client") {
    return [...common, new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth])];
  }
  return [
    ...common,
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension(
      host === undefined
        ? [
            { type: "dns", value: "localhost" },
            { type: "ip", value: "127.0.0.1" },
          ]
        : [{ type: "dns", value: host }],
    ),
  ];
}

function lifeOf({ from, until }: { from?: Date | undefined; until?: Date | undefined }) {
  const now = Date.now();
  return {
    notBefore: from ?? new Date(now - DAY_MS),
    notAfter: until ?? new Date(now + DAY_MS),
  };
}

async function createKeys(): Promise<webcrypto.CryptoKeyPair> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  if (!("privateKey" in keys)) throw new Error("Ed25519 keys come in pairs");
  return keys;
}

function pemOf(key: webcrypto.CryptoKey): string {
  return KeyObject.from(key).export({ type: "pkcs8", format: "pem" }).toString();
}

/** Positive, as RFC 5280 wants it. */
const serial = () => `01${randomBytes(15).toString("hex")}`;
