import {
  type DeviceId,
  type EnrolAnswer,
  EnrolRequest,
  keyWords,
  Renewal,
  renewalMark,
  type SealedAnswer,
  type SealedBody,
  SignedRenewal,
  sealedFor,
} from "@drop-in/contracts";
import {
  type Changes,
  fromRaw,
  keyFingerprint,
  type Log,
  openText,
  recipientOf,
  sealText,
  toRaw,
} from "@drop-in/foundation";
import type { Authority, IssuedCertificate } from "../adapters/authority.ts";
import type { CentreKeys } from "../adapters/centre-keys.ts";
import type { Chance } from "../adapters/chance.ts";
import type { Clock } from "../adapters/clock.ts";
import { CentreError } from "../centre-error.ts";
import type { Database } from "../db/sql.ts";
import type { Certificate } from "./certificate.store.ts";
import type { DeviceKeys } from "./device-keys.ts";
import { type Act, type Code, createEnrolmentStore } from "./enrolment.store.ts";
import type { UseCode } from "./use-code.ts";

export type LettingIn = ReturnType<typeof createLettingIn>;

type Parts = {
  db: Database;
  authority: Authority;
  keys: CentreKeys;
  deviceKeys: DeviceKeys;
  useCode: UseCode;
  remakeRevocationList: () => Promise<void>;
  kick: (deviceId: DeviceId) => void;
  brokers: readonly string[];
  brokerAuthorities: readonly string[];
  /** Raw, base64url: who may command devices. Their private halves are not in this process. */
  commandKeys: readonly string[];
  changes: Changes;
  chance: Chance;
  clock: Clock;
  log: Log;
};

/** What a box says for itself: with a code, that it is the device it is for; with its present key, its next key. */
export function createLettingIn(parts: Parts) {
  const { db, authority, keys, deviceKeys, useCode, clock, changes, chance, log } = parts;
  const store = createEnrolmentStore(db);

  async function enrol(body: SealedBody): Promise<SealedAnswer> {
    const read = EnrolRequest.safeParse(await open(body, sealedFor.enrol));
    if (!read.success) throw notReadable();
    const request = read.data;
    await checkKey(request.sealingPublicKey); // before the code is burnt: an answer must be possible
    const code = await useCode(request);
    const known = await knownCertificate(code.deviceId, request.csr);
    const certificate = known ?? (await admitFirst(code, request));
    return answer(certificate, sealedFor.enrolAnswer, body);
  }

  async function admitFirst(code: Code, request: EnrolRequest): Promise<Certificate> {
    const { deviceId } = code;
    const certificate = await issue(deviceId, request, "current");
    const { madeAt } = certificate;
    const before = await db.transact(async (sql) => {
      const within = createEnrolmentStore(sql);
      const identity = await within.hold(deviceId);
      // Revoked while its box was on the way in: only a code given after that lets it in again.
      if (code.madeAt < (identity?.revokedAt ?? "")) refuseUnlessEnrolled("revoked");
      const withdrawn = await within.withdrawAll(deviceId, madeAt);
      await within.addCertificate(certificate);
      await within.letIn(deviceId);
      await within.note(act("enrolled", certificate));
      return withdrawn;
    });
    deviceKeys.forget(deviceId);
    await parts.remakeRevocationList(); // a box that was this device before is not any more
    if (before > 0) parts.kick(deviceId); // for a while the place is held, against the new box too
    log.info({ event: "enrolment.done", deviceId, serial: certificate.serial });
    changes.announce();
    return certificate;
  }

  async function renew(body: SealedBody): Promise<SealedAnswer> {
    const signed = SignedRenewal.safeParse(await open(body, sealedFor.renew));
    const read = Renewal.safeParse(signed.success ? parseJson(signed.data.renewal) : undefined);
    if (!signed.success || !read.success) throw notReadable();
    const { deviceId, csr, sealingPublicKey } = read.data;
    await checkKey(sealingPublicKey);
    deviceKeys.forget(deviceId);
    const { standing, keys: present } = await deviceKeys.keysOf(deviceId);
    refuseUnlessEnrolled(standing);
    const said = Buffer.from(renewalMark + signed.data.renewal);
    const signature = fromRaw(signed.data.signature);
    if (!present.some(({ verifier }) => verifier.verify(said, signature))) {
      log.warn({ event: "enrolment.renewal-forged", deviceId });
      throw new CentreError("wrong-signature", "No present key of this device has signed that.");
    }
    const known = await knownCertificate(deviceId, csr);
    const certificate = known ?? (await addNext(deviceId, { csr, sealingPublicKey }));
    return answer(certificate, sealedFor.renewAnswer, body);
  }

  async function addNext(deviceId: DeviceId, request: Asked): Promise<Certificate> {
    const certificate = await issue(deviceId, request, "next");
    await db.transact(async (sql) => {
      const within = createEnrolmentStore(sql);
      const identity = await within.hold(deviceId);
      if (!identity || identity.revokedAt !== null) refuseUnlessEnrolled("revoked");
      await within.dropNext(deviceId);
      await within.addCertificate(certificate);
      await within.note(act("renewed", certificate));
    });
    deviceKeys.forget(deviceId);
    log.info({ event: "enrolment.renewed", deviceId, serial: certificate.serial });
    changes.announce();
    return certificate;
  }

  type Asked = { csr: string; sealingPublicKey: string };

  async function issue(deviceId: DeviceId, asked: Asked, state: "current" | "next") {
    const now = clock();
    const issued = await authority.issue(asked.csr, deviceId, now);
    if (issued === "refused" || (await store.certificateOf(issued.signingKey))) throw badRequest();
    return toCertificate(issued, { deviceId, asked, state, madeAt: now.toISOString() });
  }

  /** The same request again, because the answer to the first did not arrive, has the same answer. */
  async function knownCertificate(deviceId: DeviceId, csr: string) {
    const key = await authority.keyOf(csr, deviceId);
    if (key === "refused") throw badRequest();
    const known = await store.certificateOf(key);
    return known?.deviceId === deviceId && known.state !== "past" ? known : undefined;
  }

  async function open({ keyId, sealed }: SealedBody, purpose: string): Promise<unknown> {
    const opener = await keys.opener(keyId);
    return opener && openText(opener, { purpose, bound: keyId }, sealed);
  }

  async function answer(
    certificate: Certificate,
    purpose: typeof sealedFor.enrolAnswer | typeof sealedFor.renewAnswer,
    { sealed }: SealedBody,
  ): Promise<SealedAnswer> {
    const { deviceId, sealingKey, pem } = certificate;
    const { siteId, siteName } = (await store.find(deviceId)) ?? unknownDevice();
    const said: EnrolAnswer = { deviceId, siteId, siteName, certificate: pem, ...centre() };
    return { sealed: await sealText(sealingKey, { purpose, bound: sealed }, said) };
  }

  /** What a device must hold of this centre, as it is today. */
  function centre() {
    return {
      sealingKeys: keys.sealingKeys(),
      signingKeys: [toRaw(keys.signer.publicKey)],
      commandKeys: [...parts.commandKeys],
      authorities: [authority.caPem],
      brokerAuthorities: [...parts.brokerAuthorities],
      brokers: [...parts.brokers],
    };
  }

  function act(what: "enrolled" | "renewed", { deviceId, madeAt, words }: Certificate): Act {
    return { actId: chance.newId(), deviceId, what, by: "the box", at: madeAt, reason: words };
  }

  return { enrol, renew, centre };
}

function toCertificate(
  issued: IssuedCertificate,
  about: {
    deviceId: DeviceId;
    asked: { sealingPublicKey: string };
    state: "current" | "next";
    madeAt: string;
  },
): Certificate {
  const { serial, pem, signingKey, notAfter } = issued;
  const { deviceId, state, madeAt } = about;
  const sealingKey = about.asked.sealingPublicKey;
  const words = keyWords(keyFingerprint(signingKey, sealingKey));
  const withdrawnAt = null;
  return {
    serial,
    deviceId,
    state,
    signingKey,
    sealingKey,
    words,
    pem,
    notAfter,
    madeAt,
    withdrawnAt,
  };
}

function refuseUnlessEnrolled(standing: "enrolled" | "lapsed" | "revoked" | "unknown"): void {
  if (standing === "revoked") {
    throw new CentreError("device-revoked", "This device was revoked. Staff can enrol it again.");
  }
  if (standing === "lapsed") {
    throw new CentreError(
      "certificate-lapsed",
      "This device's certificate has run out. Staff must enrol it again, on site, with a new code.",
    );
  }
  if (standing === "unknown") throw unknownDevice();
}

function unknownDevice(): never {
  throw new CentreError("device-unknown", "This centre knows no such device.");
}

const badRequest = () =>
  new CentreError(
    "bad-certificate-request",
    "The certificate request is not for a new Ed25519 key of this device.",
  );

const notReadable = () =>
  new CentreError("not-readable", "This was not sealed to a key of this centre.");

async function checkKey(raw: string): Promise<void> {
  await recipientOf(fromRaw(raw)).catch(() => {
    throw notReadable();
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
