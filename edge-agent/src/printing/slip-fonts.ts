import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { GlobalFonts } from "@napi-rs/canvas";
import { z } from "zod";

/** The families of every slip, first choice first. */
export const SLIP_FONT =
  '"Slip Latin", "Slip Latin Extended", "Slip Arabic", "Slip Cyrillic", "Slip Cyrillic Extended", "Slip Bengali"';
const weights = [400, 500, 700, 800];
const CHINESE = "@fontsource-variable/noto-sans-sc";

/** Makes the shipped fonts known. Once, at start: nothing is taken from the system. */
export function registerSlipFonts(): void {
  const latin = "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next";
  register(`${latin}-latin-wght-normal.woff2`, "Slip Latin");
  register(`${latin}-latin-ext-wght-normal.woff2`, "Slip Latin Extended");
  const noto = "@fontsource/noto-sans";
  for (const weight of weights) {
    const style = `${weight}-normal.woff2`;
    register(`${noto}-arabic/files/noto-sans-arabic-arabic-${style}`, "Slip Arabic");
    register(`${noto}/files/noto-sans-cyrillic-${style}`, "Slip Cyrillic");
    register(`${noto}/files/noto-sans-cyrillic-ext-${style}`, "Slip Cyrillic Extended");
    register(`${noto}-bengali/files/noto-sans-bengali-bengali-${style}`, "Slip Bengali");
  }
}

/** The families that hold every sign of `text`. Chinese comes in a hundred files: read when needed. */
export function fontsFor(text: string): string {
  const needed = new Set<string>();
  for (const sign of text) {
    if (!/\p{Script=Han}|[\u3000-\u303f\uff00-\uffef]/u.test(sign)) continue;
    const file = chineseFileOf(sign.codePointAt(0) ?? 0);
    if (file !== undefined) needed.add(chineseFamily(file));
  }
  return [SLIP_FONT, ...[...needed].map((family) => `"${family}"`)].join(", ");
}

type ChineseFile = { name: string; ranges: { from: number; to: number }[] };
let chineseFiles: ChineseFile[] | undefined;
const registered = new Set<string>();

function chineseFileOf(codePoint: number): string | undefined {
  chineseFiles ??= readChineseFiles();
  return chineseFiles.find(({ ranges }) =>
    ranges.some(({ from, to }) => codePoint >= from && codePoint <= to),
  )?.name;
}

function chineseFamily(name: string): string {
  const family = `Slip Chinese ${name}`;
  if (!registered.has(family)) {
    register(`${CHINESE}/files/noto-sans-sc-${name}-wght-normal.woff2`, family);
    registered.add(family);
  }
  return family;
}

/** Which signs are in which file, as the package lists them: "U+4e00,U+4e03-4e05". */
function readChineseFiles(): ChineseFile[] {
  const path = fileURLToPath(import.meta.resolve(`${CHINESE}/unicode.json`));
  const listed = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, "utf8")));
  return Object.entries(listed).map(([key, value]) => ({
    name: key.replace(/[[\]]/g, ""),
    ranges: value.split(",").map((range) => {
      const [from = "", to = from] = range.replace("U+", "").split("-");
      return { from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) };
    }),
  }));
}

function register(file: string, family: string): void {
  const path = fileURLToPath(import.meta.resolve(file));
  if (!GlobalFonts.registerFromPath(path, family)) throw new Error(`cannot read the font ${file}`);
}
