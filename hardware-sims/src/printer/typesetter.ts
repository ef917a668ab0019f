import { createCanvas } from "@napi-rs/canvas";
import { encode } from "uqr";
import type { Command } from "./escpos-command.ts";
import { blankRows, PAPER_DOTS, ROW_BYTES, type Row } from "./paper.ts";

type Style = { bold: boolean; invert: boolean; width: number; height: number };
type Letter = Style & { letter: string };

/** Font A of a receipt printer: 12 × 24 dots, 48 letters across; lines are 30 dots apart. */
const LETTER_WIDTH = 12;
const LETTER_HEIGHT = 24;
const LINE_SPACING = 30;

/** Epson's numbers of the code pages that Node can read. */
const codePages = new Map([
  [16, "windows-1252"],
  [17, "ibm866"],
  [45, "windows-1250"],
  [46, "windows-1251"],
  [50, "windows-1256"],
]);

const qrCorrection = ["L", "M", "Q", "H"] as const;

/** Turns commands into lines of dots, and remembers the settings between them. */
export function createTypesetter() {
  let style: Style = plain();
  let align = 0;
  let codePage = 0;
  let line: Letter[] = [];
  let qr = { module: 3, correction: 0, text: "" };

  function endLine(): Row[] {
    const rows = line.length === 0 ? blankRows(LINE_SPACING) : setLine(line, align);
    line = [];
    return rows;
  }

  function obeyQr(setting: number, data: Uint8Array): Row[] {
    if (setting === 67) qr = { ...qr, module: Math.min(Math.max(data[0] ?? 3, 1), 16) };
    if (setting === 69) qr = { ...qr, correction: ((data[0] ?? 48) - 48) & 3 };
    if (setting === 80) qr = { ...qr, text: new TextDecoder().decode(data.subarray(1)) };
    return setting === 81 ? setQr(qr, align) : [];
  }

  return {
    /** The rows a command prints; a command that only changes settings prints none. */
    rowsFor(command: Command): Row[] {
      switch (command.do) {
        case "text":
          line.push({ ...style, letter: decodeLetter(command.byte, codePage) });
          return lineWidth(line) + LETTER_WIDTH * style.width > PAPER_DOTS ? endLine() : [];
        case "line-feed":
          return endLine();
        case "feed-lines":
          return [
            ...(line.length > 0 ? endLine() : []),
            ...blankRows(command.lines * LINE_SPACING),
          ];
        case "feed-dots":
          return [...(line.length > 0 ? endLine() : []), ...blankRows(command.dots)];
        case "reset":
          [style, align, codePage, line] = [plain(), 0, 0, []];
          return [];
        case "code-page":
          codePage = command.page;
          return [];
        case "align":
          align = command.to;
          return [];
        case "print-mode":
          style = {
            ...style,
            bold: (command.mode & 0x08) !== 0,
            height: command.mode & 0x10 ? 2 : 1,
            width: command.mode & 0x20 ? 2 : 1,
          };
          return [];
        case "bold":
          style = { ...style, bold: command.on };
          return [];
        case "invert":
          style = { ...style, invert: command.on };
          return [];
        case "size":
          style = { ...style, width: command.width, height: command.height };
          return [];
        case "raster":
          return setRaster(command, align);
        case "columns":
          return setColumns(command, align);
        case "qr":
          return obeyQr(command.setting, command.data);
        default:
          return [];
      }
    },
  };
}

function plain(): Style {
  return { bold: false, invert: false, width: 1, height: 1 };
}

function decodeLetter(byte: number, codePage: number): string {
  if (byte < 0x80) return String.fromCharCode(byte);
  const label = codePages.get(codePage);
  return label ? new TextDecoder(label).decode(Uint8Array.of(byte)) : "\u25af";
}

function lineWidth(line: Letter[]): number {
  return line.reduce((sum, { width }) => sum + width * LETTER_WIDTH, 0);
}

function setLine(line: Letter[], align: number): Row[] {
  const height = Math.max(...line.map((letter) => letter.height * LETTER_HEIGHT));
  const canvas = createCanvas(PAPER_DOTS, height);
  const context = canvas.getContext("2d");
  context.textBaseline = "alphabetic";
  let x = startOf(lineWidth(line), align);
  for (const { letter, bold, invert, width, height: times } of line) {
    context.save();
    context.translate(x, height - LETTER_HEIGHT * times);
    context.scale(width, times);
    if (invert) context.fillRect(0, 0, LETTER_WIDTH, LETTER_HEIGHT);
    context.fillStyle = invert ? "white" : "black";
    context.font = `${bold ? "bold " : ""}20px monospace`;
    context.fillText(letter, 0, 19, LETTER_WIDTH);
    context.restore();
    x += LETTER_WIDTH * width;
  }
  const { data } = context.getImageData(0, 0, PAPER_DOTS, height);
  const rows = rowsOfDots(PAPER_DOTS, height, 0, (dotX, dotY) => {
    const at = (dotY * PAPER_DOTS + dotX) * 4;
    return (data[at + 3] ?? 0) > 100 && (data[at] ?? 0) < 128;
  });
  return [...rows, ...blankRows(LINE_SPACING - LETTER_HEIGHT)];
}

function setRaster({ mode, widthBytes, rows, dots }: Command & { do: "raster" }, align: number) {
  const [timesX, timesY] = [mode & 1 ? 2 : 1, mode & 2 ? 2 : 1];
  return rowsOfDots(widthBytes * 8 * timesX, rows * timesY, align, (x, y) => {
    const dotX = Math.floor(x / timesX);
    const byte = dots[Math.floor(y / timesY) * widthBytes + (dotX >> 3)] ?? 0;
    return (byte & (0x80 >> (dotX & 7))) !== 0;
  });
}

/** A column of eight dots is drawn three times as tall, so that both kinds fill a line. */
function setColumns({ tall, data }: Command & { do: "columns" }, align: number): Row[] {
  const bytesEach = tall ? 3 : 1;
  return rowsOfDots(Math.floor(data.length / bytesEach), 24, align, (x, y) => {
    const dotY = tall ? y : Math.floor(y / 3);
    return ((data[x * bytesEach + (dotY >> 3)] ?? 0) & (0x80 >> (dotY & 7))) !== 0;
  });
}

function setQr(
  { module, correction, text }: { module: number; correction: number; text: string },
  align: number,
): Row[] {
  // A symbol holds at most 2,953 bytes; a printer prints nothing when asked for more.
  if (text === "" || text.length > 1_000) return [];
  const ecc = qrCorrection[correction] ?? "L";
  const { data, size } = encode(text, { ecc, border: 0 });
  return rowsOfDots(size * module, size * module, align, (x, y) =>
    Boolean(data[Math.floor(y / module)]?.[Math.floor(x / module)]),
  );
}

function startOf(width: number, align: number): number {
  const room = Math.max(PAPER_DOTS - width, 0);
  return align === 1 ? room >> 1 : align === 2 ? room : 0;
}

/** What is wider than the paper is lost at the right edge, as on paper. */
function rowsOfDots(
  width: number,
  height: number,
  align: number,
  black: (x: number, y: number) => boolean,
): Row[] {
  const start = startOf(width, align);
  const shown = Math.min(width, PAPER_DOTS - start);
  return Array.from({ length: height }, (_, y) => {
    const row = new Uint8Array(ROW_BYTES);
    for (let x = 0; x < shown; x += 1) {
      if (!black(x, y)) continue;
      const at = start + x;
      row[at >> 3] = (row[at >> 3] ?? 0) | (0x80 >> (at & 7));
    }
    return row;
  });
}
