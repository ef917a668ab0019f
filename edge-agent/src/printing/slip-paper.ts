import { createCanvas } from "@napi-rs/canvas";
import { type Bitmap, stamp, toBitmap } from "./bitmap.ts";
import { SLIP_FONT } from "./slip-fonts.ts";

/** 80 mm paper at 203 dpi: 576 dots across, 8 to the millimetre. */
const PAPER_DOTS = 576;
const LONGEST_SLIP_DOTS = 1_600;
const LAST_MARGIN_DOTS = 24;
const BESIDE_GAP = 28;
const PANEL_PADDING = 24;
const PANEL_LINE = 5;
const PANEL_RADIUS = 28;

export type Lettering = { size: number; weight: 400 | 500 | 700 | 800 };
type Column = { left: number; right: number };

/** Paper that is written from the top down, from the side where the language begins. */
export function createSlipPaper({ rightToLeft }: { rightToLeft: boolean }) {
  const canvas = createCanvas(PAPER_DOTS, LONGEST_SLIP_DOTS);
  const context = canvas.getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, PAPER_DOTS, LONGEST_SLIP_DOTS);
  context.fillStyle = "black";
  context.direction = rightToLeft ? "rtl" : "ltr";
  context.textAlign = rightToLeft ? "right" : "left";
  const pictures: { bitmap: Bitmap; x: number; y: number }[] = [];
  let column: Column = { left: 0, right: PAPER_DOTS };
  let y = 0;

  const width = () => column.right - column.left;
  const start = () => (rightToLeft ? column.right : column.left);
  /** Arabic needs more room above and below its line than Latin. */
  const lineHeight = ({ size }: Lettering) => Math.round(size * (rightToLeft ? 1.4 : 1.16));
  const use = ({ size, weight }: Lettering) => {
    context.font = `${weight} ${size}px ${SLIP_FONT}`;
  };

  function put(line: string, lettering: Lettering) {
    const height = lineHeight(lettering);
    context.fillText(line, start(), y + Math.round(height * (rightToLeft ? 0.7 : 0.74)));
    y += height;
  }

  function linesOf(text: string, lettering: Lettering): string[] {
    use(lettering);
    return wrap(text, (line) => context.measureText(line).width <= width());
  }

  function write(text: string, lettering: Lettering) {
    const lines = linesOf(text, lettering);
    for (const line of lines) put(line, lettering);
  }

  /** Draws in a narrower column, and gives back where it ended. */
  function inColumn(narrow: Column, draw: () => void) {
    const before = column;
    column = narrow;
    draw();
    column = before;
  }

  return {
    space(dots: number) {
      y += dots;
    },
    rule() {
      context.fillRect(column.left, y, width(), 4);
      y += 4;
    },
    write,
    /** One line, as large as the width allows and no larger than asked. Capitals and digits only. */
    writeLarge(text: string, { size, weight }: Lettering) {
      use({ size, weight });
      const fitting = Math.floor(
        Math.min(size, (size * width()) / context.measureText(text).width),
      );
      use({ size: fitting, weight });
      const ink = context.measureText(text);
      y += Math.ceil(ink.actualBoundingBoxAscent);
      // Flush with the other lines: large letters carry a wide white edge of their own.
      const shift = rightToLeft ? -ink.actualBoundingBoxRight : ink.actualBoundingBoxLeft;
      context.fillText(text, start() + shift, y);
    },
    /** Two short texts on one line, at its two ends. */
    writeEnds(first: string, second: string, lettering: Lettering) {
      const top = y;
      use(lettering);
      const needed = context.measureText(first).width + context.measureText(second).width + 24;
      write(first, lettering);
      if (needed > width()) return write(second, { ...lettering, weight: 400 });
      const below = y;
      y = top;
      use({ ...lettering, weight: 400 });
      const shift = width() - context.measureText(second).width;
      inColumn({ left: column.left + shift, right: column.right - shift }, () =>
        put(second, lettering),
      );
      y = Math.max(y, below);
    },
    /** A picture at the start, and beside its middle some texts. */
    writeBeside(bitmap: Bitmap, texts: (Lettering & { text: string })[]) {
      const top = y;
      const taken = bitmap.width + BESIDE_GAP;
      const beside = rightToLeft
        ? { ...column, right: column.right - taken }
        : { ...column, left: column.left + taken };
      const x = rightToLeft ? column.right - bitmap.width : column.left;
      inColumn(beside, () => {
        const height = texts.reduce((sum, { text, ...lettering }) => {
          return sum + linesOf(text, lettering).length * lineHeight(lettering);
        }, 0);
        const spare = Math.round((bitmap.height - height) / 2);
        pictures.push({ bitmap, x, y: top + Math.max(0, -spare) });
        y = top + Math.max(0, spare);
        for (const { text, ...lettering } of texts) write(text, lettering);
        y = top + Math.max(bitmap.height, height);
      });
    },
    /** A round-cornered frame around whatever `draw` writes. */
    panel(draw: () => void) {
      const top = y;
      const inset = PANEL_PADDING + PANEL_LINE;
      y += inset - 6;
      inColumn({ left: column.left + inset, right: column.right - inset }, draw);
      y += inset - 6;
      context.lineWidth = PANEL_LINE;
      const half = PANEL_LINE / 2;
      context.beginPath();
      context.roundRect(
        column.left + half,
        top + half,
        width() - PANEL_LINE,
        y - top - PANEL_LINE,
        PANEL_RADIUS,
      );
      context.stroke();
    },
    finish(): Bitmap {
      const height = Math.min(y + LAST_MARGIN_DOTS, LONGEST_SLIP_DOTS);
      const paper = toBitmap(context.getImageData(0, 0, PAPER_DOTS, height));
      for (const { bitmap, x, y: top } of pictures) stamp(paper, bitmap, x, Math.round(top));
      return paper;
    },
  };
}

/** Breaks at spaces only; a word that is too long stands alone. */
function wrap(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && fits(`${last} ${word}`)) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
