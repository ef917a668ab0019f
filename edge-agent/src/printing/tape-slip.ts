import { type Bitmap, stamp } from "./bitmap.ts";
import { drawLine } from "./draw-line.ts";

export const PAPER_DOTS = 576;
const TAPE_MM = 300;
const MARGIN_DOTS = 48;
const MARK_DOTS = 2;
const MARK_MM = { each: 3, five: 5, ten: 8 };

/** `factor` corrects a motor that feeds too little (above 1) or too much: asked length ÷ measured length. */
export type TapeScale = { dotsPerMm: number; factor: number };

/** 203 dpi, and a motor that keeps its step. */
export const commonScale: TapeScale = { dotsPerMm: 8, factor: 1 };

/** A tape to lay around a limb: a mark each millimetre on both edges, a number each centimetre. */
export function drawTape({ dotsPerMm, factor }: TapeScale): Bitmap {
  const step = dotsPerMm * factor;
  const height = Math.round(TAPE_MM * step) + 2 * MARGIN_DOTS;
  const tape: Bitmap = { width: PAPER_DOTS, height, dots: new Uint8Array(PAPER_DOTS * height) };
  for (let mm = 0; mm <= TAPE_MM; mm += 1) {
    const y = MARGIN_DOTS + Math.round(mm * step);
    const length = mm % 10 === 0 ? MARK_MM.ten : mm % 5 === 0 ? MARK_MM.five : MARK_MM.each;
    mark(tape, y, length * dotsPerMm);
    if (mm % 10 === 0 && mm > 0) number(tape, y, mm / 10, MARK_MM.ten * dotsPerMm);
  }
  return tape;
}

/** From both edges inwards; the upper row of the mark is the measure. */
function mark({ width, dots }: Bitmap, y: number, length: number): void {
  for (let row = y; row < y + MARK_DOTS; row += 1) {
    dots.fill(1, row * width, row * width + length);
    dots.fill(1, (row + 1) * width - length, (row + 1) * width);
  }
}

function number(tape: Bitmap, y: number, cm: number, beside: number): void {
  const picture = drawLine(`${cm}`, { size: 36, weight: 700, maxWidth: 120 });
  const top = y - Math.round(picture.height / 2);
  stamp(tape, picture, beside + 12, top);
  stamp(tape, picture, tape.width - beside - 12 - picture.width, top);
}
