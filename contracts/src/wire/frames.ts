import type { z } from "zod";
import type { ClockRecord, Stream } from "../event.ts";
import type { Epoch } from "../ids.ts";
import { DownFrame, UpFrame } from "../sync-frame.ts";
import { type BadBody, packBody, readBody } from "./body.ts";

export type BadFrame = { kind: "bad"; why: BadBody | "shape" };
export type ReadUp = { kind: "frame"; frame: UpFrame } | BadFrame;
export type ReadDown = { kind: "frame"; frame: DownFrame } | BadFrame;

export const packUp = (frame: UpFrame, reads?: readonly number[]): Uint8Array =>
  packBody(JSON.stringify(frame), reads);
export const packDown = (frame: DownFrame, reads?: readonly number[]): Uint8Array =>
  packBody(JSON.stringify(frame), reads);

type BatchHead = {
  epoch: Epoch;
  stream: Stream;
  firstSeq: number;
  clocks: readonly ClockRecord[];
};

/** A `batch` from rows that are JSON already: a device stores them so, and need not parse them to send them. */
export function packBatch(
  head: BatchHead,
  rowsJson: readonly string[],
  reads?: readonly number[],
): Uint8Array {
  const opening = JSON.stringify({ kind: "batch", ...head }).slice(0, -1);
  return packBody(`${opening},"rows":[${rowsJson.join(",")}]}`, reads);
}

/** Reads what a device sealed. Bytes that are not a frame are a value, whatever they are; nothing throws. */
export const readUp = (bytes: Uint8Array): ReadUp => read(bytes, UpFrame);
/** Reads what the centre sealed, with the same promise. */
export const readDown = (bytes: Uint8Array): ReadDown => read(bytes, DownFrame);

function read<Schema extends z.ZodType>(
  bytes: Uint8Array,
  schema: Schema,
): { kind: "frame"; frame: z.infer<Schema> } | BadFrame {
  const body = readBody(bytes);
  if (body.kind === "bad") return body;
  const parsed = schema.safeParse(body.value);
  return parsed.success ? { kind: "frame", frame: parsed.data } : { kind: "bad", why: "shape" };
}
