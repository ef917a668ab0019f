import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { readOrMakeSecret, readSecret } from "./key-file.ts";

/** 32 bytes, hex: what the pages of a database are encrypted with. */
export type DataKey = string & { readonly brand: "DataKey" };

const CREDENTIAL = "drop-in-data-key";

/**
 * The one place that knows where the key of the data is. In production systemd hands it over (`LoadCredentialEncrypted=`, bound to
 * the TPM where there is one); without that it lies in a file beside the data, which protects copies of the
 * database and nothing more.
 */
export function openDataKey(folder: string, credentials: string | undefined): DataKey {
  const handed = credentials === undefined ? undefined : readSecret(join(credentials, CREDENTIAL));
  const text =
    handed ?? readOrMakeSecret(dataKeyFile(folder), () => randomBytes(32).toString("hex"));
  const key = text.trim();
  if (!isDataKey(key)) throw new Error("the data key is not 64 hex digits");
  return key;
}

export const dataKeyFile = (folder: string): string => join(folder, "data-key");

function isDataKey(text: string): text is DataKey {
  return /^[0-9a-f]{64}$/.test(text);
}
