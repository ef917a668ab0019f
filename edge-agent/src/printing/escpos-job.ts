import type { Bitmap } from "./bitmap.ts";

// Built here and not by node-thermal-printer: that sends a picture only as a PNG, in one raster of full height.

const INIT = [0x1b, 0x40];
/** Feeds to the blade and cuts, leaving a corner to hold the slip. */
const FEED_AND_CUT = [0x1d, 0x56, 0x42, 0x00];
const BAND_HEAD_BYTES = 8;

/** Cheap printers lose the rest of a raster that is higher. */
const MAX_BAND_ROWS = 255;
/** Short bands: a printer cut off in the middle of one soon gets the rest of it, in white. */
const MAX_INK_ROWS = 56;
const WIDEST_ROW_BYTES = 72;
/** A shorter gap is not worth the eight bytes that begin a new band. */
const MIN_GAP_ROWS = 8;

/** One slip: initialise, the picture in bands, cut. White costs next to nothing on the line. */
export function toEscposJob(slip: Bitmap): Uint8Array {
  const rows = packRows(slip);
  const bands: Uint8Array[] = [];
  for (let from = 0; from < rows.length; ) {
    const to = endOfBand(rows, from);
    bands.push(raster(rows.slice(from, to)));
    from = to;
  }
  return Buffer.concat([Uint8Array.from(INIT), ...bands, Uint8Array.from(FEED_AND_CUT)]);
}

/**
 * For a printer that may wait for the rest of a picture: enough white for any band, which it ignores
 * where it waits for none, and a cut, so that half a slip does not hang on the next one.
 */
export function endBrokenJob(): Uint8Array {
  const white = new Uint8Array(BAND_HEAD_BYTES + MAX_INK_ROWS * WIDEST_ROW_BYTES);
  return Buffer.concat([white, Uint8Array.from(INIT), Uint8Array.from(FEED_AND_CUT)]);
}

/** Eight dots a byte, the leftmost in the highest bit; white bytes at the right end are left off. */
function packRows({ width, height, dots }: Bitmap): Uint8Array[] {
  return Array.from({ length: height }, (_, y) => {
    const row = new Uint8Array(Math.ceil(width / 8));
    for (let x = 0; x < width; x += 1) {
      if (dots[y * width + x]) row[x >> 3] = (row[x >> 3] ?? 0) | (0x80 >> (x & 7));
    }
    return row.subarray(0, row.findLastIndex((byte) => byte !== 0) + 1);
  });
}

/** Where the rows stop being all white, or stop having ink. */
function endOfBand(rows: Uint8Array[], from: number): number {
  const limit = Math.min(rows.length, from + MAX_BAND_ROWS);
  const gap = blankFrom(rows, from);
  if (gap >= MIN_GAP_ROWS) return Math.min(limit, from + gap);
  const inkLimit = Math.min(limit, from + MAX_INK_ROWS);
  for (let at = from + Math.max(gap, 1); at < inkLimit; at += 1) {
    if (blankFrom(rows, at) >= MIN_GAP_ROWS) return at;
  }
  return inkLimit;
}

function blankFrom(rows: Uint8Array[], from: number): number {
  let at = from;
  while (at < rows.length && rows[at]?.length === 0) at += 1;
  return at - from;
}

/** `GS v 0`: one dot a bit, as wide as the widest row. */
function raster(rows: Uint8Array[]): Uint8Array {
  const widthBytes = Math.max(1, ...rows.map((row) => row.length));
  const dots = new Uint8Array(widthBytes * rows.length);
  for (const [y, row] of rows.entries()) dots.set(row, y * widthBytes);
  const head = [0x1d, 0x76, 0x30, 0, widthBytes, 0, rows.length, 0];
  return Buffer.concat([Uint8Array.from(head), withoutRealTimeCommands(dots)]);
}

/**
 * Printers look for real-time commands (10 04, 10 05, 10 14) inside pictures too, and would answer, stop
 * or open a drawer. One dot more, which nobody sees, and it is no command.
 */
function withoutRealTimeCommands(dots: Uint8Array): Uint8Array {
  return dots.map((byte, at) => {
    const next = dots[at + 1];
    const isCommand = byte === 0x10 && (next === 0x04 || next === 0x05 || next === 0x14);
    return isCommand ? 0x18 : byte;
  });
}
