import pino from "pino";

/** Names, numbers and codes of people never reach a log; a new personal field is added here first. */
const personal = ["phone", "number", "name", "password", "pin", "code", "qr", "personal"].flatMap(
  (field) => [field, `*.${field}`],
);

export function createLog(level: string) {
  const base = { part: "centre" };
  const timestamp = pino.stdTimeFunctions.isoTime;
  return pino({ level, base, redact: personal, timestamp }, pino.destination(2));
}

export type Log = Pick<pino.Logger, "debug" | "info" | "warn" | "error">;
