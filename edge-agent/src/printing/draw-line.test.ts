import { expect, test } from "vitest";
import type { Bitmap } from "./bitmap.ts";
import { drawLine, widthOfLine } from "./draw-line.ts";
import { registerSlipFonts } from "./slip-fonts.ts";
import { commonScale, drawTape, PAPER_DOTS } from "./tape-slip.ts";
import { drawTestSlip, scriptSamples } from "./test-slip.ts";

registerSlipFonts();

/** In no font: what is drawn for it is the box for a missing sign. */
const MISSING = "\u{10fff0}";
const size = { size: 48, maxWidth: 576 };

test.each(Object.entries(scriptSamples))("%s is drawn with signs of its own", (_, text) => {
  const box = inkOf(drawLine(MISSING, size));
  const letters = [...new Set(text)].filter((sign) => /\p{L}/u.test(sign));
  for (const letter of letters) {
    const drawn = inkOf(drawLine(letter, size));
    expect([letter, drawn === box, drawn.includes("#")]).toEqual([letter, false, true]);
  }
  // Different letters look different: one box for all of them would not.
  expect(new Set(letters.map((letter) => inkOf(drawLine(letter, size)))).size).toBe(letters.length);
});

test("Arabic letters join, and Bengali signs are set around their letter", () => {
  const alone = (text: string) => [...text].reduce((sum, sign) => sum + widthOfLine(sign, 48), 0);
  expect(widthOfLine("الانتظار", 48)).toBeLessThan(alone("الانتظار") * 0.95);
  expect(widthOfLine("ক্ষ", 48)).toBeLessThan(alone("ক্ষ") * 0.95);
});

test("an Arabic line is read from the right: its first letter stands there", () => {
  const line = drawLine("ا بببببب", size);
  const tallest = (from: number, to: number) => {
    let rows = 0;
    for (let y = 0; y < line.height; y += 1) {
      if (line.dots.subarray(y * line.width + from, y * line.width + to).includes(1)) rows += 1;
    }
    return rows;
  };
  expect(tallest(line.width - 16, line.width)).toBeGreaterThan(tallest(0, 16));
});

test("a line too long for the paper is made smaller, not cut", () => {
  const long = drawLine("Please wait here ".repeat(6).trim(), size);
  expect(long.width).toBeLessThanOrEqual(576);
  expect(long.height).toBeLessThan(drawLine("Please", size).height);
});

test("the test slip reaches both edges of the paper", () => {
  const { width, dots } = drawTestSlip("Whitehawk Hub", "2026-11-23 14:05");
  expect([width, dots[0], dots[PAPER_DOTS - 1]]).toEqual([PAPER_DOTS, 1, 1]);
});

test("a motor that feeds too little is corrected by its factor", () => {
  const marks = (factor: number) => drawTape({ ...commonScale, factor }).height;
  expect(marks(1.01) - marks(1)).toBe(24);
});

/** The ink without the white around it, as rows of "#" and ".". */
function inkOf({ width, height, dots }: Bitmap): string {
  const rows = Array.from({ length: height }, (_, y) =>
    [...dots.subarray(y * width, (y + 1) * width)].map((dot) => (dot ? "#" : ".")).join(""),
  );
  return rows.filter((row) => row.includes("#")).join("\n");
}
