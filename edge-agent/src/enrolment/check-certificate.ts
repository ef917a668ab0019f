import { X509Certificate } from "node:crypto";
import type { EnrolAnswer } from "@drop-in/contracts";
import { rawPublicKey, toRaw } from "@drop-in/foundation";
import type { OwnKeys } from "./identity.ts";

/** Whether the answer is a certificate for this box's own key, in the name it was given, by the authority beside it. */
export function isOwnCertificate(answer: EnrolAnswer, keys: OwnKeys): boolean {
  try {
    const certificate = new X509Certificate(answer.certificate);
    const authorities = answer.authorities.map((pem) => new X509Certificate(pem));
    return (
      toRaw(rawPublicKey(certificate.publicKey)) === keys.signingKey &&
      certificate.subject === `CN=${answer.deviceId}` &&
      authorities.some(
        (authority) =>
          authority.ca &&
          certificate.checkIssued(authority) &&
          certificate.verify(authority.publicKey),
      )
    );
  } catch {
    return false;
  }
}
