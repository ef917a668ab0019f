import { Refusal } from "@drop-in/foundation";

/** What the centre refuses, with the HTTP status of each: one place to add one. */
export const httpStatusOf = {
  "bad-request": 400,
  "not-signed-in": 401,
  "wrong-password": 401,
  "not-from-here": 403,
  "not-found": 404,
  "wrong-state": 409,
  "too-few-tries": 409,
  "already-issued": 409,
  "no-machine": 409,
  "no-stock": 409,
  "not-allowed": 403,
  "second-person-needed": 403,
  "same-person": 403,
  "not-readable": 400,
  "wrong-code": 403,
  "code-used": 403,
  "code-expired": 403,
  "bad-certificate-request": 400,
  "device-revoked": 403,
  "device-unknown": 403,
  "certificate-lapsed": 403,
  "wrong-signature": 403,
  wait: 429,
} as const;

/** A refusal of the centre. */
export class CentreError extends Refusal<keyof typeof httpStatusOf> {}
