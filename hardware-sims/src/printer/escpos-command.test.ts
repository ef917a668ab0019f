import { expect, test } from "vitest";
import { takeCommand } from "./escpos-command.ts";

/** As in Epson's reference: what each of these makes a printer do. */
const vectors: [hex: string, command: object][] = [
  ["10 04 02", { do: "nothing" }],
  ["10 04 03", { do: "nothing" }],
  ["10 04 04", { do: "nothing" }],
  ["1B 40", { do: "reset" }],
  ["1D 56 42 00", { do: "cut", feedDots: 0 }],
  ["1D 56 00", { do: "cut", feedDots: undefined }],
  ["1B 74 12", { do: "code-page", page: 18 }],
  ["1D 72 01", { do: "tell-paper" }],
  ["1D 61 0E", { do: "tell-changes", mask: 0x0e }],
  ["1D 28 6B 03 00 31 43 06", { do: "qr", setting: 0x43, data: Uint8Array.of(6) }],
  ["1D 28 6B 03 00 31 45 31", { do: "qr", setting: 0x45, data: Uint8Array.of(0x31) }],
  ["1D 28 6B 03 00 31 51 30", { do: "qr", setting: 0x51, data: Uint8Array.of(0x30) }],
  [
    "1D 76 30 00 01 00 02 00 AA 55",
    { do: "raster", mode: 0, widthBytes: 1, rows: 2, dots: Uint8Array.of(0xaa, 0x55) },
  ],
];

test.each(vectors)("%s", (hex, command) => {
  const bytes = Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
  expect(takeCommand(bytes, 0)).toEqual({ kind: "command", command, length: bytes.length });
  expect(takeCommand(bytes.subarray(0, -1), 0)).toEqual({ kind: "incomplete" });
});
