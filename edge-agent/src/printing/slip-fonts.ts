import { fileURLToPath } from "node:url";
import { GlobalFonts } from "@napi-rs/canvas";

/** The families of every slip, first choice first. */
export const SLIP_FONT = '"Slip Latin", "Slip Latin Extended", "Slip Arabic"';
const arabicWeights = [400, 500, 700, 800];

/** Makes the shipped fonts known. Once, at start: nothing is taken from the system. */
export function registerSlipFonts(): void {
  const latin = "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next";
  register(`${latin}-latin-wght-normal.woff2`, "Slip Latin");
  register(`${latin}-latin-ext-wght-normal.woff2`, "Slip Latin Extended");
  for (const weight of arabicWeights) {
    const arabic = `@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-${weight}-normal`;
    register(`${arabic}.woff2`, "Slip Arabic");
  }
}

function register(file: string, family: string): void {
  const path = fileURLToPath(import.meta.resolve(file));
  if (!GlobalFonts.registerFromPath(path, family)) throw new Error(`cannot read the font ${file}`);
}
