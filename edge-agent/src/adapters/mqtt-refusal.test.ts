import { expect, test } from "vitest";
import { refusalByBroker, refusalByError } from "./mqtt-refusal.ts";

const failedWith = (code: unknown) => Object.assign(new Error("failed"), { code });

test("a broker that is busy or going down has not refused us; one that says not authorized has", () => {
  for (const code of [0, 4, 16, 136, 137, 139, 141, undefined]) {
    expect(refusalByBroker(code)).toBeUndefined();
  }
  for (const code of [128, 135, 138, 142, 149, 152]) {
    expect(refusalByBroker(code)).toEqual({ by: "broker", code });
  }
});

test("a lost line or a closed port is no refusal", () => {
  for (const code of ["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENOTFOUND", 3, undefined]) {
    expect(refusalByError(failedWith(code))).toBeUndefined();
  }
});

test("a certificate that does not count is a refusal, whichever end says so", () => {
  for (const code of [
    "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA",
    "ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_REVOKED",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "CERT_HAS_EXPIRED",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  ]) {
    expect(refusalByError(failedWith(code))).toEqual({ by: "tls", code });
  }
});

test("both versions of MQTT can refuse a connect", () => {
  expect(refusalByError(failedWith(5))).toEqual({ by: "broker", code: 5 });
  expect(refusalByError(failedWith(135))).toEqual({ by: "broker", code: 135 });
});
