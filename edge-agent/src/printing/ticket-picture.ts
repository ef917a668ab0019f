import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type TicketPicture, ticketPictures } from "@drop-in/contracts";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import { z } from "zod";
import type { Bitmap, Pixels } from "./bitmap.ts";

/** The same pictures as on the screens, by their name in the Fluent Emoji set. */
const emojiOf: Record<TicketPicture, string> = {
  kite: "kite",
  boat: "sailboat",
  bicycle: "bicycle",
  teapot: "teapot",
  key: "key",
  umbrella: "umbrella",
  house: "house",
  drum: "drum",
  clock: "mantelpiece-clock",
  hat: "top-hat",
  train: "locomotive",
  guitar: "guitar",
  chair: "chair",
  camera: "camera",
  bell: "bell",
};

const EmojiSet = z.object({
  width: z.number(),
  height: z.number(),
  icons: z.record(z.string(), z.object({ body: z.string() })),
});

export type TicketPictures = (picture: TicketPicture, size: number) => Promise<Bitmap>;

/** Reads the pictures once; each is drawn once for each size, in dots of the paper. */
export function openTicketPictures(): TicketPictures {
  const path = fileURLToPath(import.meta.resolve("@iconify-json/fluent-emoji-flat/icons.json"));
  const { width, height, icons } = EmojiSet.parse(JSON.parse(readFileSync(path, "utf8")));
  const bodies = new Map(ticketPictures.map((name) => [name, icons[emojiOf[name]]?.body ?? ""]));
  const drawn = new Map<string, Promise<Bitmap>>();
  return (picture, size) => {
    const key = `${picture} ${size}`;
    const bitmap =
      drawn.get(key) ??
      drawSvg(
        `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${width} ${height}">${bodies.get(picture)}</svg>`,
        size,
      ).then(engrave);
    drawn.set(key, bitmap);
    return bitmap;
  };
}

async function drawSvg(svg: string, size: number): Promise<Pixels> {
  const context = createCanvas(size, size).getContext("2d");
  context.drawImage(await loadImage(Buffer.from(svg)), 0, 0, size, size);
  const { data } = context.getImageData(0, 0, size, size);
  return { width: size, height: size, data };
}

const OUTLINE_DOTS = 3;
const CONTOUR_DOTS = 2;
/** Sum of the steps in red, green and blue that makes two colours two things. */
const CONTOUR_STEP = 90;

/** Thresholds that grow round dots from their middle: heat blurs single dots on thermal paper. */
const SCREEN = [
  [12, 5, 6, 13],
  [4, 0, 1, 7],
  [11, 3, 2, 8],
  [15, 10, 9, 14],
];

/**
 * Black and white as an engraver would do it: a line around everything and between its colours,
 * and the colours themselves as tones. Grey alone would melt into one patch.
 */
function engrave(pixels: Pixels): Bitmap {
  const { width, height } = pixels;
  const dots = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (!isOpaque(pixels, x, y)) continue;
      const threshold = ((SCREEN[y % 4]?.[x % 4] ?? 0) + 0.5) / 16;
      const black = isOnLine(pixels, x, y) || darkness(pixels, x, y) > threshold;
      dots[y * width + x] = black ? 1 : 0;
    }
  }
  return { width, height, dots };
}

const directions = [
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
] as const;

function isOnLine(pixels: Pixels, x: number, y: number): boolean {
  return directions.some(([stepX, stepY]) => {
    const [outerX, outerY] = [x + stepX * OUTLINE_DOTS, y + stepY * OUTLINE_DOTS];
    if (!isOpaque(pixels, outerX, outerY)) return true;
    const here = offset(pixels, x, y);
    const there = offset(pixels, x + stepX * CONTOUR_DOTS, y + stepY * CONTOUR_DOTS);
    const step = [0, 1, 2].reduce((sum, channel) => {
      const [a, b] = [pixels.data[here + channel] ?? 0, pixels.data[there + channel] ?? 0];
      return sum + Math.abs(a - b);
    }, 0);
    return step > CONTOUR_STEP;
  });
}

/** 0 is paper, 1 is black. The palest colours stay paper. */
function darkness(pixels: Pixels, x: number, y: number): number {
  const at = offset(pixels, x, y);
  const [red = 0, green = 0, blue = 0] = pixels.data.subarray(at, at + 3);
  return 0.92 - (0.3 * red + 0.59 * green + 0.11 * blue) / 255;
}

function isOpaque(pixels: Pixels, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= pixels.width || y >= pixels.height) return false;
  return (pixels.data[offset(pixels, x, y) + 3] ?? 0) > 127;
}

function offset({ width }: Pixels, x: number, y: number): number {
  return (y * width + x) * 4;
}
