import type { Value } from "./sql.ts";

/**
 * One column of many rows as PostgreSQL's binary array, which needs no quoting on either side.
 *
 *   offset  size  field
 *   0       4     dimensions   1 (0 for an empty array, and then nothing follows but two more words)
 *   4       4     has nulls    0 or 1
 *   8       4     type         oid of an element
 *   12      4     length
 *   16      4     lower bound  1
 *   20      …     elements: length (4 bytes, -1 for null), then the value as the type has it
 */
const HEAD = 20;
const NULL_LENGTH = -1;
const oidOf = { text: 25, int8: 20 } as const;

export function arrayBytes(type: keyof typeof oidOf, values: readonly Value[]): Buffer {
  const bytes = Buffer.allocUnsafe(HEAD + sizeOf(type, values));
  let at = HEAD;
  let hasNulls = 0;
  for (const value of values) {
    const start = at + 4;
    let length = NULL_LENGTH;
    if (value === null) hasNulls = 1;
    else if (type === "text") length = bytes.write(String(value), start, "utf8");
    else length = bytes.writeBigInt64BE(BigInt(value), start) - start;
    bytes.writeInt32BE(length, at);
    at = start + Math.max(0, length);
  }
  bytes.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  bytes.writeInt32BE(hasNulls, 4);
  bytes.writeInt32BE(oidOf[type], 8);
  bytes.writeInt32BE(values.length, 12);
  bytes.writeInt32BE(1, 16);
  return bytes.subarray(0, values.length === 0 ? 12 : at);
}

/** Never too little: a UTF-16 unit is at most three bytes. */
function sizeOf(type: keyof typeof oidOf, values: readonly Value[]): number {
  if (type === "int8") return values.length * 12;
  let size = 0;
  for (const value of values) size += 4 + (value === null ? 0 : String(value).length * 3);
  return size;
}
