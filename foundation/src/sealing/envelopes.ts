import {
  additionalData,
  type BadEnvelope,
  contextOf,
  HEAD_BYTES,
  readEnvelope,
  signedText,
  type Voice,
  writeHead,
} from "@drop-in/contracts/wire";
import type { OpenSealed, Recipient } from "./hpke.ts";
import type { Signer, Verifier } from "./signing.ts";

export type Opened =
  | { kind: "opened"; plain: Uint8Array }
  | {
      kind: "bad";
      why: BadEnvelope | "wrong-voice" | "unknown-key" | "unknown-signer" | "signature" | "sealed";
    };

type Writing = { voice: Voice; deviceId: string; to: Recipient; by: Signer };

/** Seals `plain` to one key, then signs the whole: the bytes of envelope.ts. */
export async function writeEnvelope(
  { voice, deviceId, to, by }: Writing,
  plain: Uint8Array,
): Promise<Uint8Array> {
  const head = writeHead(voice, to.keyId, by.keyId);
  const sealed = await to.seal(contextOf(voice), additionalData(head, deviceId), plain);
  const unsigned = Buffer.concat([head, sealed]);
  return Buffer.concat([unsigned, by.sign(signedText(voice, deviceId, unsigned))]);
}

type Reading = {
  voice: Voice;
  deviceId: string;
  /** By key id: keys change over time, and two live side by side. */
  openers: ReadonlyMap<string, OpenSealed>;
  verifiers: ReadonlyMap<string, Verifier>;
};

/** Believes nothing before the signature; a forged envelope costs one verification. */
export async function openEnvelope(reading: Reading, bytes: Uint8Array): Promise<Opened> {
  const { voice, deviceId } = reading;
  const read = readEnvelope(bytes);
  if (read.kind === "bad") return read;
  const { envelope } = read;
  if (envelope.voice !== voice) return bad("wrong-voice");
  const verifier = reading.verifiers.get(envelope.signer);
  if (!verifier) return bad("unknown-signer");
  const open = reading.openers.get(envelope.recipient);
  if (!open) return bad("unknown-key");

  const unsigned = bytes.subarray(0, bytes.length - envelope.signature.length);
  if (!verifier.verify(signedText(voice, deviceId, unsigned), envelope.signature)) {
    return bad("signature");
  }
  const bound = additionalData(bytes.subarray(0, HEAD_BYTES), deviceId);
  const plain = await open(contextOf(voice), bound, envelope.sealed);
  return plain ? { kind: "opened", plain } : bad("sealed");
}

function bad(why: Extract<Opened, { kind: "bad" }>["why"]): Opened {
  return { kind: "bad", why };
}
