import pino from "pino";

/** Names and numbers of people never reach a log; a new personal field is added here first. */
const personal = ["phone", "number", "name", "pin", "code", "personal"].flatMap((field) => [
  field,
  `*.${field}`,
]);

export function createLog(deviceId: string, level: string) {
  return pino(
    { level, base: { deviceId }, redact: personal, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination(2),
  );
}

export type Log = Pick<pino.Logger, "debug" | "info" | "warn" | "error">;
