import fc from "fast-check";
import { expect, test } from "vitest";
import type { Bitmap } from "./bitmap.ts";
import { toEscposJob } from "./escpos-job.ts";

test("eight dots by two are the raster printed in the manual, between initialise and cut", () => {
  const rows = ["#.#.#.#.", ".#.#.#.#"];
  expect(hexOf(picture(rows))).toBe("1b40 1d763000 0100 0200 aa55 1d564200".replaceAll(" ", ""));
});

test("white rows cost one byte each, and white at the right end nothing", () => {
  const rows = [...Array(100).fill(".".repeat(576)), `#${".".repeat(575)}`];
  expect(toEscposJob(picture(rows))).toHaveLength(2 + (8 + 100) + (8 + 1) + 4);
});

test("a picture that spells a real-time command gets one dot more", () => {
  const rows = ["...#.........#..", "...#.........#.#", "...#.......#.#.."];
  expect(hexOf(picture(rows))).toContain("180418051814");
});

test("what the bands show is the picture, each at most 255 rows high", () => {
  fc.assert(
    fc.property(randomPicture, (slip) => {
      const { rows, heights } = readJob(toEscposJob(slip));
      expect(Math.max(...heights)).toBeLessThanOrEqual(255);
      expect(rows).toEqual(rowsOf(slip));
    }),
    { numRuns: 60 },
  );
});

/** Sparse, so that there are white gaps; even columns only, so that no real-time command appears. */
const randomPicture = fc
  .tuple(fc.integer({ min: 1, max: 600 }), fc.array(fc.nat(599), { maxLength: 30 }), fc.nat(35))
  .map(([height, inked, column]): Bitmap => {
    const dots = new Uint8Array(72 * height);
    for (const row of inked) if (row < height) dots[row * 72 + column * 2] = 1;
    return { width: 72, height, dots };
  });

function readJob(job: Uint8Array) {
  const rows: string[] = [];
  const heights: number[] = [];
  for (let at = 2; job[at] === 0x1d && job[at + 1] === 0x76; ) {
    const [width = 0, height = 0] = [job[at + 4], job[at + 6]];
    heights.push(height);
    for (let y = 0; y < height; y += 1) {
      const start = at + 8 + y * width;
      const bits = [...job.subarray(start, start + width)].map((b) =>
        b.toString(2).padStart(8, "0"),
      );
      rows.push(bits.join("").padEnd(72, "0"));
    }
    at += 8 + width * height;
  }
  return { rows, heights };
}

function rowsOf({ width, height, dots }: Bitmap): string[] {
  return Array.from({ length: height }, (_, y) =>
    [...dots.subarray(y * width, (y + 1) * width)].join(""),
  );
}

function picture(rows: string[]): Bitmap {
  const width = rows[0]?.length ?? 0;
  const dots = Uint8Array.from(rows.join(""), (dot) => (dot === "#" ? 1 : 0));
  return { width, height: rows.length, dots };
}

function hexOf(slip: Bitmap): string {
  return Buffer.from(toEscposJob(slip)).toString("hex");
}
