/** A refusal the caller can act on. Anything else that is thrown is a bug, and ends as a 500. */
export class AgentError extends Error {
  override readonly name = "AgentError";
  readonly code: AgentErrorCode;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: AgentErrorCode, message: string, retryAfterSeconds?: number) {
    super(message);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export type AgentErrorCode = keyof typeof httpStatusOf;

export const httpStatusOf = {
  "bad-request": 400,
  "not-signed-in": 401,
  "wrong-pin": 401,
  "not-from-here": 403,
  "not-found": 404,
  "turn-ended": 409,
  "session-open": 409,
  "session-closed": 409,
  "nobody-waiting": 409,
  "wrong-state": 409,
  "machine-busy": 409,
  "not-ready": 409,
  "phone-not-possible": 422,
  wait: 429,
  "vending-paused": 503,
  "storage-failed": 503,
  "no-machine": 503,
  "no-staff-yet": 503,
} as const;
