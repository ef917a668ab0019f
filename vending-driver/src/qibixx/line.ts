import type { Taken } from "../decoder.ts";

/**
 * One line of the Qibixx MDB adapter, either way.
 *
 *   KEY[,PART…] CR|LF       KEY upper case is ours (`C,VEND,1.00`), lower case the adapter's (`c,STATUS,VEND,1.00,5`)
 *
 * Lines end in CR, LF or both. Texts of errors may stand in quotes or not; they are taken off.
 */
export type AdapterLine = { from: "host" | "adapter"; key: string; parts: string[] };

const CR = 0x0d;
const LF = 0x0a;
/** No line of the adapter is longer; what is has lost its end. */
export const MAX_LINE = 200;

export function encodeLine(key: string, ...parts: (string | number)[]): Uint8Array {
  return new TextEncoder().encode(`${[key, ...parts].join(",")}\n`);
}

/** Takes the first line off `bytes`. Empty lines, long ones and such with strange bytes are noise. */
export function takeLine(bytes: Uint8Array): Taken<AdapterLine> {
  if (bytes.length === 0) return { kind: "incomplete" };
  const end = bytes.findIndex((byte) => byte === CR || byte === LF);
  if (end === -1)
    return bytes.length > MAX_LINE ? noise(bytes, bytes.length) : { kind: "incomplete" };
  const rest = bytes.subarray(end + 1);
  const line = end > MAX_LINE ? undefined : readLine(bytes.subarray(0, end));
  return line ? { kind: "frame", frame: line, rest } : noise(bytes, end + 1);
}

function readLine(bytes: Uint8Array): AdapterLine | undefined {
  if (bytes.some((byte) => byte < 0x20 || byte > 0x7e)) return undefined;
  const [key = "", ...parts] = String.fromCharCode(...bytes)
    .trim()
    .replaceAll('"', "")
    .split(",")
    .map((part) => part.trim());
  if (!/^[A-Za-z]$/.test(key)) return undefined;
  return { from: key === key.toUpperCase() ? "host" : "adapter", key: key.toLowerCase(), parts };
}

function noise(bytes: Uint8Array, skipped: number): Taken<AdapterLine> {
  return { kind: "noise", skipped, rest: bytes.subarray(skipped) };
}
