/** A refusal the caller can act on, with a code from a closed list. Anything else that is thrown is a bug. */
export class Refusal<Code extends string> extends Error {
  override readonly name = "Refusal";
  readonly code: Code;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: Code, message: string, retryAfterSeconds?: number) {
    super(message);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
