import type { OpenSealed, Recipient } from "./hpke.ts";

const INFO = "drop-in/v2/personal";

/** What the sealed fields belong to; sealed for one thing they open for no other. */
export type Subject = { deviceId: string; type: string; id: string };

/**
 * Personal fields, sealed when they are captured: key id (4 bytes), HPKE encapsulated key, ciphertext; base64url.
 * Bound to device, kind of event and the thing's own id, so that nobody can move them to another's record.
 */
export async function sealPersonal(
  to: Recipient,
  subject: Subject,
  fields: object,
): Promise<string> {
  const sealed = await to.seal(INFO, bound(subject), Buffer.from(JSON.stringify(fields), "utf8"));
  return Buffer.concat([Buffer.from(to.keyId, "hex"), sealed]).toString("base64url");
}

/** The fields, for whoever holds the key; undefined where they cannot be opened. */
export async function openPersonal(
  openers: ReadonlyMap<string, OpenSealed>,
  subject: Subject,
  text: string,
): Promise<unknown> {
  const bytes = Buffer.from(text, "base64url");
  const plain = await openers.get(bytes.toString("hex", 0, 4))?.(
    INFO,
    bound(subject),
    bytes.subarray(4),
  );
  return plain && JSON.parse(Buffer.from(plain).toString("utf8"));
}

function bound({ deviceId, type, id }: Subject): Uint8Array {
  return Buffer.from(`${deviceId}\0${type}\0${id}`, "utf8");
}
