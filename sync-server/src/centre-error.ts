/** A refusal the caller can act on. Anything else that is thrown is a bug, and ends as a 500. */
export class CentreError extends Error {
  override readonly name = "CentreError";
  readonly code: CentreErrorCode;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: CentreErrorCode, message: string, retryAfterSeconds?: number) {
    super(message);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export type CentreErrorCode = keyof typeof httpStatusOf;

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
  wait: 429,
} as const;
