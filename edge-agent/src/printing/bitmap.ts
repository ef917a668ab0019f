/** A black and white picture: one byte a dot, 1 is black. Rows from the top, dots from the left. */
export type Bitmap = { width: number; height: number; dots: Uint8Array };

/** Colour picture as a canvas gives it: red, green, blue, opacity, 0–255 each. */
export type Pixels = { width: number; height: number; data: Uint8ClampedArray };

/** Whatever is darker than half is black: right for text, whose grey edges would only fray. */
export function toBitmap({ width, height, data }: Pixels): Bitmap {
  const dots = new Uint8Array(width * height);
  for (let at = 0; at < dots.length; at += 1) {
    dots[at] = (data[at * 4 + 3] ?? 0) > 127 && (data[at * 4] ?? 0) < 128 ? 1 : 0;
  }
  return { width, height, dots };
}

/** Puts `picture` on `paper` with its top left dot at (x, y). What is off the paper is lost. */
export function stamp(paper: Bitmap, picture: Bitmap, x: number, y: number): void {
  for (let row = 0; row < picture.height; row += 1) {
    for (let column = 0; column < picture.width; column += 1) {
      const [toX, toY] = [x + column, y + row];
      if (toX < 0 || toX >= paper.width || toY < 0 || toY >= paper.height) continue;
      if (picture.dots[row * picture.width + column]) paper.dots[toY * paper.width + toX] = 1;
    }
  }
}
