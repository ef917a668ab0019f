import { constants, crc32, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { z } from "zod";
import type { Stream } from "./event.ts";
import type { Epoch } from "./ids.ts";
import { DownFrame, UpFrame } from "./sync-frame.ts";

/**
 * One frame as bytes, in either direction. Nothing of it depends on the carrier: the same bytes travel
 * over MQTT 3.1.1, MQTT 5 or an HTTPS body.
 *
 *   offset  size  field
 *   0       2     magic    0x44 0x49 ("DI")
 *   2       1     version  0x01
 *   3       1     codec    0 = JSON, 1 = JSON compressed with zstd
 *   4       4     length   bytes of the JSON before compression, big-endian, 1..4,194,304
 *   8       4     CRC-32   of the body as it is on the wire, big-endian (the polynomial of zlib)
 *   12      n     body
 *
 * zstd at level 1 beats deflate at level 6 on a batch of 500 real-looking events in both bytes (49
 * against 56 an event) and time (0.8 against 2.1 µs an event).
 */
export const MAX_JSON_BYTES = 4 * 1024 * 1024;

const MAGIC = 0x4449;
const VERSION = 1;
const HEAD = 12;
const codec = { json: 0, zstd: 1 } as const;
const WORTH_COMPRESSING = 200; // below this the header of zstd eats the gain

export type BadFrame = {
  kind: "bad";
  why: "too-short" | "not-ours" | "version" | "codec" | "length" | "checksum" | "body" | "shape";
};
export type ReadUp = { kind: "frame"; frame: UpFrame } | BadFrame;
export type ReadDown = { kind: "frame"; frame: DownFrame } | BadFrame;

export const encodeUp = (frame: UpFrame): Uint8Array => seal(JSON.stringify(frame));
export const encodeDown = (frame: DownFrame): Uint8Array => seal(JSON.stringify(frame));

/** A `batch` frame from events that are JSON already: a device stores them so, and need not parse them to send them. */
export function encodeBatch(
  head: { epoch: Epoch; stream: Stream; firstSeq: number },
  eventsJson: readonly string[],
): Uint8Array {
  const opening = JSON.stringify({ kind: "batch", ...head }).slice(0, -1);
  return seal(`${opening},"events":[${eventsJson.join(",")}]}`);
}

/** Takes a frame of a device. Bytes that are not one are a value, whatever they are; nothing throws. */
export const decodeUp = (bytes: Uint8Array): ReadUp => open(bytes, UpFrame);
/** Takes a frame of the centre, with the same promise. */
export const decodeDown = (bytes: Uint8Array): ReadDown => open(bytes, DownFrame);

function seal(json: string): Uint8Array {
  const text = Buffer.from(json, "utf8");
  if (text.length > MAX_JSON_BYTES) throw new RangeError("a frame holds at most 4 MiB of JSON");
  const packed =
    text.length < WORTH_COMPRESSING
      ? text
      : zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  const smaller = packed.length < text.length;
  const body = smaller ? packed : text;

  const bytes = Buffer.allocUnsafe(HEAD + body.length);
  bytes.writeUInt16BE(MAGIC, 0);
  bytes.writeUInt8(VERSION, 2);
  bytes.writeUInt8(smaller ? codec.zstd : codec.json, 3);
  bytes.writeUInt32BE(text.length, 4);
  bytes.writeUInt32BE(crc32(body), 8);
  body.copy(bytes, HEAD);
  return bytes;
}

function open<Schema extends z.ZodType>(
  bytes: Uint8Array,
  schema: Schema,
): { kind: "frame"; frame: z.infer<Schema> } | BadFrame {
  if (bytes.length < HEAD + 1) return bad("too-short");
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.readUInt16BE(0) !== MAGIC) return bad("not-ours");
  if (view.readUInt8(2) !== VERSION) return bad("version");
  const length = view.readUInt32BE(4);
  if (length < 1 || length > MAX_JSON_BYTES) return bad("length");
  const body = view.subarray(HEAD);
  if (crc32(body) !== view.readUInt32BE(8)) return bad("checksum");

  const text = unpack(view.readUInt8(3), body, length);
  if (typeof text === "string") return bad(text);
  if (text.length !== length) return bad("length");
  const json = parseJson(text);
  if (json === undefined) return bad("body");
  const parsed = schema.safeParse(json);
  return parsed.success ? { kind: "frame", frame: parsed.data } : bad("shape");
}

/** Never gives more than `length` bytes, so that a small message cannot fill the memory. */
function unpack(how: number, body: Buffer, length: number): Buffer | "codec" | "body" {
  if (how === codec.json) return body;
  if (how !== codec.zstd) return "codec";
  try {
    return zstdDecompressSync(body, { maxOutputLength: length });
  } catch {
    return "body";
  }
}

function parseJson(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString("utf8"));
  } catch {
    return undefined;
  }
}

function bad(why: BadFrame["why"]): BadFrame {
  return { kind: "bad", why };
}
