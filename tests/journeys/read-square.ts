import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(wasm)).buffer } });

/** What the square codes in a picture say, as any scanner reads them. */
export async function readSquares(png: Uint8Array): Promise<string[]> {
  const found = await readBarcodes(png, { formats: ["QRCode"] });
  return found.map(({ text }) => text);
}
