import { fromRaw, toRaw } from "../adapters/raw-keys.ts";
import { type OpenSealed, recipientOf } from "./hpke.ts";

/** What a sealed text is for, and what it belongs to; opened for anything else it stays shut. */
export type Binding = { purpose: string; bound: string };

/** A value as JSON, sealed to a raw X25519 key (base64url), as base64url. Throws where the key is not one. */
export async function sealText(
  publicKey: string,
  { purpose, bound }: Binding,
  value: object,
): Promise<string> {
  const to = await recipientOf(fromRaw(publicKey));
  const plain = Buffer.from(JSON.stringify(value), "utf8");
  return toRaw(await to.seal(purpose, Buffer.from(bound, "utf8"), plain));
}

/** The value, not yet checked to be anything; undefined for what was not sealed so, whatever it is. */
export async function openText(
  open: OpenSealed,
  { purpose, bound }: Binding,
  text: string,
): Promise<unknown> {
  const plain = await open(purpose, Buffer.from(bound, "utf8"), fromRaw(text));
  if (!plain) return undefined;
  try {
    return JSON.parse(Buffer.from(plain).toString("utf8"));
  } catch {
    return undefined;
  }
}
