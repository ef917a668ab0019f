import {
  constants,
  deflateRawSync,
  inflateRawSync,
  zstdCompressSync,
  zstdDecompressSync,
} from "node:zlib";
import { dictionary1 } from "./dictionary-1.ts";

/**
 * What lies sealed inside an envelope: JSON, mostly compressed.
 *
 *   offset  size  field
 *   0       1     codec    0 = JSON, 1 = zstd, 2 = raw deflate with dictionary 1
 *   1       3     length   bytes of the JSON before compression, big-endian, 1..4,194,304
 *   4       n     JSON, compressed as the codec says
 *
 * zstd pays from some hundred bytes on; below, a dictionary of what frames look like does: one check-in is 230 bytes as
 * JSON, 105 so.
 */
export const MAX_JSON_BYTES = 4 * 1024 * 1024;
export const codecs = [0, 1, 2] as const;

const HEAD = 4;
const codec = { json: 0, zstd: 1, dictionary: 2 } as const;
const DICTIONARY_BELOW = 2_048;
const dictionary = Buffer.from(dictionary1, "utf8");

export type BadBody = "too-short" | "codec" | "length" | "body";

/** `reads`: the codecs the other side knows; JSON always. */
export function packBody(json: string, reads: readonly number[] = codecs): Uint8Array {
  const text = Buffer.from(json, "utf8");
  if (text.length > MAX_JSON_BYTES) throw new RangeError("a frame holds at most 4 MiB of JSON");
  const [how, packed] = smallest(text, reads);
  const bytes = Buffer.allocUnsafe(HEAD + packed.length);
  bytes.writeUInt8(how, 0);
  bytes.writeUIntBE(text.length, 1, 3);
  packed.copy(bytes, HEAD);
  return bytes;
}

/** The JSON text's value, or why there is none. Never takes more memory than the length it was told, and never throws. */
export function readBody(
  bytes: Uint8Array,
): { kind: "json"; value: unknown } | { kind: "bad"; why: BadBody } {
  if (bytes.length < HEAD + 1) return { kind: "bad", why: "too-short" };
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.readUIntBE(1, 3);
  if (length < 1 || length > MAX_JSON_BYTES) return { kind: "bad", why: "length" };
  const text = unpack(view.readUInt8(0), view.subarray(HEAD), length);
  if (typeof text === "string") return { kind: "bad", why: text };
  if (text.length !== length) return { kind: "bad", why: "length" };
  try {
    return { kind: "json", value: JSON.parse(text.toString("utf8")) };
  } catch {
    return { kind: "bad", why: "body" };
  }
}

function smallest(text: Buffer, reads: readonly number[]): [number, Buffer] {
  if (text.length < DICTIONARY_BELOW && reads.includes(codec.dictionary)) {
    const packed = deflateRawSync(text, { dictionary, level: 9 });
    if (packed.length < text.length) return [codec.dictionary, packed];
  } else if (reads.includes(codec.zstd)) {
    const packed = zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 3 } });
    if (packed.length < text.length) return [codec.zstd, packed];
  }
  return [codec.json, text];
}

function unpack(how: number, body: Buffer, length: number): Buffer | "codec" | "body" {
  try {
    if (how === codec.json) return body;
    if (how === codec.zstd) return zstdDecompressSync(body, { maxOutputLength: length });
    if (how === codec.dictionary) {
      return inflateRawSync(body, { dictionary, maxOutputLength: length });
    }
    return "codec";
  } catch {
    return "body";
  }
}
