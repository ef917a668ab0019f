import { encode } from "uqr";
import { type Bitmap, stamp } from "./bitmap.ts";
import { drawLine } from "./draw-line.ts";
import { PAPER_DOTS } from "./tape-slip.ts";

/** The same short sentence in every script a slip may need: "Please wait here". */
export const scriptSamples = {
  English: "Please wait here",
  Arabic: "يرجى الانتظار هنا",
  Bengali: "অনুগ্রহ করে এখানে অপেক্ষা করুন",
  Ukrainian: "Зачекайте, будь ласка, тут ґєїі",
  Chinese: "请在这里等候",
  Polish: "Proszę zaczekać tutaj: ąćęłńóśźż",
  Romanian: "Vă rugăm să așteptați aici: țâîșă",
} as const;

const QR_MODULE_DOTS = 7;
const LINE_SIZE = 40;
const GAP_DOTS = 18;

/** What a printer must be able to do: each script, a code a scanner reads, and both edges of the paper. */
export function drawTestSlip(siteName: string, at: string): Bitmap {
  const lines = [siteName, at, ...Object.values(scriptSamples)].map((text) =>
    drawLine(text, { size: LINE_SIZE, weight: 500, maxWidth: PAPER_DOTS - 32 }),
  );
  const qr = drawQr(`TEST ${at}`);
  const height = [...lines, qr].reduce((sum, picture) => sum + picture.height + GAP_DOTS, 120);
  const slip: Bitmap = { width: PAPER_DOTS, height, dots: new Uint8Array(PAPER_DOTS * height) };
  let y = 40;
  widthBar(slip, 0);
  for (const picture of [...lines, qr]) {
    stamp(slip, picture, 16, y);
    y += picture.height + GAP_DOTS;
  }
  widthBar(slip, height - 16);
  return slip;
}

/** Black over the whole head, with its first and last dot: where one is missing, paper or head is narrower. */
function widthBar({ width, dots }: Bitmap, top: number): void {
  dots.fill(1, top * width, (top + 16) * width);
}

function drawQr(text: string): Bitmap {
  const { data, size } = encode(text, { ecc: "M", border: 2 });
  const width = size * QR_MODULE_DOTS;
  const dots = new Uint8Array(width * width);
  for (let at = 0; at < dots.length; at += 1) {
    const row = data[Math.floor(at / width / QR_MODULE_DOTS)];
    dots[at] = row?.[Math.floor((at % width) / QR_MODULE_DOTS)] ? 1 : 0;
  }
  return { width, height: width, dots };
}
