import { z } from "zod";
import { DeviceId, SiteId } from "./ids.ts";

/*
 * How a box becomes a device of the centre, and stays one. Base path /api/devices, over HTTP or HTTPS: the
 * carrier is not trusted. Bodies are sealed (HPKE) to a key of the centre, answers to the key of the device.
 *
 *   GET  /introduction/:fingerprint  the document, byte for byte as it was hashed (hex of 16 bytes)
 *   POST /enrol                      SealedBody of EnrolRequest → SealedAnswer of EnrolAnswer | Problem
 *   POST /renew                      SealedBody of SignedRenewal → SealedAnswer of EnrolAnswer | Problem
 *   GET  /authority.crl              the revocation list, PEM
 */

/** 32 bytes as base64url: a raw Ed25519 or X25519 public key. */
export const RawKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const base64Url = z.string().regex(/^[A-Za-z0-9_-]+$/);
export const Pem = z.string().startsWith("-----BEGIN ").max(8_000);
const keyId = z.string().regex(/^[0-9a-f]{8}$/);
const BrokerUrl = z.url({ protocol: /^mqtts?$/ });

/** What a device holds of its centre. The first of several keys is the one to use; the others are still good. */
const centre = {
  sealingKeys: z.array(RawKey).min(1).max(4),
  signingKeys: z.array(RawKey).min(1).max(4),
  /** Keys that may command a device; none of them signs anything else. */
  commandKeys: z.array(RawKey).max(4).default([]),
  /** Who signs certificates of devices, and who those of the brokers: one and the same for a broker of the centre's own. */
  authorities: z.array(Pem).min(1).max(4),
  brokerAuthorities: z.array(Pem).min(1).max(4),
  brokers: z.array(BrokerUrl).min(1).max(8),
};

export const IntroductionDocument = z.object({ version: z.literal(1), ...centre });
export type IntroductionDocument = z.infer<typeof IntroductionDocument>;

export const SealedBody = z.object({
  version: z.literal(1),
  /** Which of the centre's sealing keys this was sealed to. */
  keyId,
  sealed: base64Url.max(24_000),
});
export type SealedBody = z.infer<typeof SealedBody>;
export const SealedAnswer = z.object({ sealed: base64Url.max(48_000) });
export type SealedAnswer = z.infer<typeof SealedAnswer>;

export const EnrolRequest = z.object({
  /** Base64url of the 16 bytes of the introduction. */
  secret: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  /** PKCS#10, PEM. Names nobody: who this is, the centre says. */
  csr: Pem,
  sealingPublicKey: RawKey,
  agentVersion: z.string().max(40),
});
export type EnrolRequest = z.infer<typeof EnrolRequest>;

export const Renewal = z.object({
  deviceId: DeviceId,
  /** PKCS#10, PEM, of the new key; names the device. */
  csr: Pem,
  sealingPublicKey: RawKey,
  agentVersion: z.string().max(40),
});
export type Renewal = z.infer<typeof Renewal>;

/** `renewal` is the JSON as it was signed, with `renewalMark` before it, by the present key of the device. */
export const SignedRenewal = z.object({
  renewal: z.string().max(12_000),
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});
export type SignedRenewal = z.infer<typeof SignedRenewal>;

export const EnrolAnswer = z.object({
  deviceId: DeviceId,
  siteId: SiteId,
  siteName: z.string().min(1).max(60),
  certificate: Pem,
  ...centre,
});
export type EnrolAnswer = z.infer<typeof EnrolAnswer>;

/** Said in the sealing and before a signature, so that nothing made for one purpose serves another. */
export const sealedFor = {
  enrol: "drop-in enrol v1",
  enrolAnswer: "drop-in enrol answer v1",
  renew: "drop-in renew v1",
  renewAnswer: "drop-in renew answer v1",
} as const;
export const renewalMark = "drop-in renewal v1\n";

/** Below this, somebody should look: a device renews at two thirds of 90 days, so it has failed for 9 days. */
export const CERTIFICATE_ALARM_DAYS = 21;

/** Of what a console or a command may see of a device's keys. */
export const EnrolmentRow = z.object({
  deviceId: DeviceId,
  siteId: SiteId,
  siteName: z.string(),
  /** `awaited`: a code is out, no box has used it. `lapsed`: its certificate has run out. */
  state: z.enum(["awaited", "enrolled", "lapsed", "revoked"]),
  words: z.string().nullable(),
  certificateEndsAt: z.iso.datetime().nullable(),
  /** An open code of this device ends at this time. */
  codeEndsAt: z.iso.datetime().nullable(),
  revokedWhy: z.string().nullable(),
  alarms: z.array(z.enum(["certificate-ends-soon", "code-used-twice"])),
});
export type EnrolmentRow = z.infer<typeof EnrolmentRow>;

export const EnrolmentNow = z.object({
  /** Those somebody must look at first, and of a whole country no more than can be read. */
  devices: z.array(EnrolmentRow),
  total: z.number().int(),
  /** After this the brokers refuse every device. */
  crlEndsAt: z.iso.datetime(),
  crlEndsSoon: z.boolean(),
});
export type EnrolmentNow = z.infer<typeof EnrolmentNow>;

/*
 * Who may add and refuse devices: /api/console/enrolment with the cookie of a session lead or of estates, and
 * /api/admin/enrolment with the token in the centre's data folder. Both have the same:
 *
 *   GET  /                    EnrolmentNow
 *   POST /                    NewDevice → Introduced (the only time the text is shown)
 *   POST /:deviceId/again     → Introduced
 *   POST /:deviceId/revoke    RevokeDevice → RevokedDevice
 */
export const NewDevice = z.object({ siteId: SiteId, siteName: z.string().trim().min(1).max(60) });
export type NewDevice = z.infer<typeof NewDevice>;

export const Introduced = z.object({
  deviceId: DeviceId,
  introduction: z.string(),
  expiresAt: z.iso.datetime(),
});
export type Introduced = z.infer<typeof Introduced>;

export const RevokeDevice = z.object({ reason: z.string().trim().min(3).max(200) });
export type RevokeDevice = z.infer<typeof RevokeDevice>;

export const RevokedDevice = z.object({
  /** Collections this device could still have spent: a person decides on each. */
  collectionsForStaff: z.number().int(),
});
export type RevokedDevice = z.infer<typeof RevokedDevice>;
