import pino from "pino";

/** Names, numbers and codes of people never reach a log; a new personal field is added here first. */
const fields = ["phone", "number", "name", "password", "pin", "code", "qr", "personal"];
const personal = fields.flatMap((field) => [field, `*.${field}`]);

/** JSON lines on stderr; stdout is for the one line that says a program is ready. */
export function createLog(base: Record<string, string>, level: string) {
  return pino(
    { level, base, redact: personal, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination(2),
  );
}

export type Log = Pick<pino.Logger, "debug" | "info" | "warn" | "error">;
