import { createCanvas } from "@napi-rs/canvas";
import { type Bitmap, toBitmap } from "./bitmap.ts";
import { fontsFor } from "./slip-fonts.ts";

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const measuring = createCanvas(1, 1).getContext("2d");

/** How wide a line is when drawn: letters that join take less room than each alone. */
export function widthOfLine(text: string, size: number, weight = 400): number {
  measuring.font = fontOf(text, size, weight);
  return measuring.measureText(text).width;
}

/** One line in whatever script it is written, as a picture. Longer than `maxWidth` is made smaller. */
export function drawLine(
  text: string,
  { size, weight = 400, maxWidth }: { size: number; weight?: number; maxWidth: number },
): Bitmap {
  const wanted = widthOfLine(text, size, weight);
  const fitting = Math.floor(Math.min(size, (size * maxWidth) / Math.max(wanted, 1)));
  const width = Math.min(maxWidth, Math.ceil(widthOfLine(text, fitting, weight)) + 4);
  // Bengali and Arabic reach further above and below their line than Latin.
  const height = Math.ceil(fitting * 1.7);
  const context = createCanvas(width, height).getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.fillStyle = "black";
  context.font = fontOf(text, fitting, weight);
  const rightToLeft = RIGHT_TO_LEFT.test(text);
  context.direction = rightToLeft ? "rtl" : "ltr";
  context.textAlign = rightToLeft ? "right" : "left";
  context.fillText(text, rightToLeft ? width - 2 : 2, Math.round(height * 0.7));
  return toBitmap(context.getImageData(0, 0, width, height));
}

function fontOf(text: string, size: number, weight: number): string {
  return `${weight} ${size}px ${fontsFor(text)}`;
}
