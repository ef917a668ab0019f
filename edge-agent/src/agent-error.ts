import { Refusal } from "@drop-in/foundation";

/** What the agent refuses, with the HTTP status of each: one place to add one. */
export const httpStatusOf = {
  "bad-request": 400,
  "not-signed-in": 401,
  "wrong-pin": 401,
  "not-from-here": 403,
  "not-allowed": 403,
  "second-person-needed": 403,
  "same-person": 403,
  "not-found": 404,
  "turn-ended": 409,
  "session-open": 409,
  "session-closed": 409,
  "nobody-waiting": 409,
  "wrong-state": 409,
  "machine-busy": 409,
  "not-ready": 409,
  "phone-not-possible": 422,
  "draft-has-problems": 422,
  wait: 429,
  "storage-failed": 503,
  "no-staff-yet": 503,
} as const;

/** A refusal of the agent. */
export class AgentError extends Refusal<keyof typeof httpStatusOf> {}
