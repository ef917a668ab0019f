import { createCanvas } from "@napi-rs/canvas";

/** 80 mm paper at 203 dpi prints 576 dots across. */
export const PAPER_DOTS = 576;
export const ROW_BYTES = PAPER_DOTS / 8;
export const DOTS_PER_MM = 8;

/** One line of dots, the leftmost in the highest bit of the first byte. */
export type Row = Uint8Array;

export function blankRows(count: number): Row[] {
  return Array.from({ length: count }, () => new Uint8Array(ROW_BYTES));
}

/** Colours as canvas pixels: alpha, blue, green, red from the highest byte down. */
const PAPER = 0xfff6fcfd;
const INK = 0xff262020;
/** The paper is wider than the print head: 80 mm against 72 mm. */
const EDGE_DOTS = 32;

/** The paper as a photograph would show it, one pixel a dot. */
export function drawPaper(rows: Row[]): { png: Uint8Array; width: number; height: number } {
  const width = PAPER_DOTS + 2 * EDGE_DOTS;
  const height = Math.max(rows.length, 1);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext("2d");
  const picture = context.createImageData(width, height);
  const pixels = new Uint32Array(picture.data.buffer).fill(PAPER);
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < PAPER_DOTS; x += 1) {
      const black = ((row[x >> 3] ?? 0) & (0x80 >> (x & 7))) !== 0;
      if (black) pixels[y * width + EDGE_DOTS + x] = INK;
    }
  }
  context.putImageData(picture, 0, 0);
  return { png: canvas.toBuffer("image/png"), width, height };
}

export function hasInk(rows: Row[]): boolean {
  return rows.some((row) => row.some((byte) => byte !== 0));
}
