import { existsSync, readFileSync } from "node:fs";
import { type Decoder, decoders } from "@drop-in/vending-driver/protocol";
import { decodeStatus } from "../printing/decode-status.ts";
import { decodeScan } from "../scanning/decode-scan.ts";
import { bytesOfHex, bytesOfRecording } from "./recording.ts";

/** Every line a hub speaks. The machines' own table does not compile without an entry for each protocol. */
const table: Readonly<Record<string, Decoder>> = {
  ...decoders,
  "escpos-status": decodeStatus,
  scanner: decodeScan,
};

const help = `npm run decode -- PROTOCOL [FILE | HEX…] [--raw]

Says what is in a recording: one JSON object a line, {"kind":"frame",…} or {"kind":"noise",…}.
Reads standard input when neither a file nor hex is given. A file may hold bytes, or hex as text;
--raw takes it as bytes even where it looks like hex.

  npm run decode -- vmc-fafb FA FB 41 00 40
  npm run decode -- dex report.txt
  npm run decode -- scanner --raw < scans.bin

PROTOCOL is one of: ${Object.keys(table).join(" ")}
`;

process.exitCode = run(process.argv.slice(2));

function run(args: readonly string[]): number {
  if (args.includes("--help")) {
    process.stdout.write(help);
    return 0;
  }
  const raw = args.includes("--raw");
  const [protocol, ...rest] = args.filter((one) => one !== "--raw");
  if (protocol === undefined || !Object.hasOwn(table, protocol)) return wrong(help);
  const recording = read(rest, raw);
  if (recording === undefined) return wrong(`neither a file nor hex: ${rest.join(" ")}\n`);
  for (const part of table[protocol]?.(recording) ?? []) {
    process.stdout.write(`${JSON.stringify(part)}\n`);
  }
  return 0;
}

function read(rest: readonly string[], raw: boolean): Uint8Array | undefined {
  const [file] = rest;
  if (file === undefined) return bytesOfRecording(readFileSync(0), raw);
  if (rest.length === 1 && existsSync(file)) return bytesOfRecording(readFileSync(file), raw);
  return bytesOfHex(rest.join(" "));
}

function wrong(text: string): number {
  process.stderr.write(text);
  return 1;
}
