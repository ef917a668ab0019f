import type { Refusal } from "../sync/transport.ts";

const FIRST_REFUSAL = 128; // MQTT 5: below it a reason code is a success

/** Reasons that say how the broker is, not what it thinks of us: unavailable, busy, shutting down, we were silent. */
const passing = new Set([136, 137, 139, 141]);

/** Undefined when the code is no refusal. */
export function refusalByBroker(code: unknown): Refusal | undefined {
  if (typeof code !== "number" || code < FIRST_REFUSAL || passing.has(code)) return undefined;
  return { by: "broker", code };
}

const CONNACK_UNAVAILABLE = 3; // of MQTT 3.1.1

/** What an error of a connect attempt means: a closed port or a lost line is no refusal. */
export function refusalByError(error: Error & { code?: unknown }): Refusal | undefined {
  const { code } = error;
  if (typeof code === "number") {
    const inOldCode = code > 0 && code < FIRST_REFUSAL && code !== CONNACK_UNAVAILABLE;
    return inOldCode ? { by: "broker", code } : refusalByBroker(code);
  }
  return typeof code === "string" && isOfCertificate(code) ? { by: "tls", code } : undefined;
}

/** OpenSSL's alerts, Node's host name check, and the findings of a chain check (such as CERT_HAS_EXPIRED). */
function isOfCertificate(code: string): boolean {
  return /ALERT|ERR_TLS_CERT|CERT_|SELF_SIGNED|UNABLE_TO_|CRL_|INVALID_CA|HOSTNAME_MISMATCH/.test(
    code,
  );
}
