import { expect, test } from "vitest";
import { createSerialScanner, type ScannerFault, type ScannerSettings } from "./serial-scanner.ts";

test("a scan is the code's bytes in UTF-8 and a carriage return", () => {
  expect(written({}, "ż1")).toEqual(["\u017c1\r"]);
});

test("an AIM identifier goes before the code, and CR LF after it", () => {
  expect(written({ suffix: "crlf", aimId: "]Q1" }, "ABC-123")).toEqual(["]Q1ABC-123\r\n"]);
});

test("a code may leave the scanner in pieces and without an end", () => {
  expect(written({ suffix: "none", pieceBytes: 2 }, "ABCDE")).toEqual(["AB", "CD", "E"]);
});

test.each([
  ["no-suffix", ["ABCD"]],
  ["control-characters", ["\u001b\u0012\u0000\u202eABCD\r"]],
  ["overlong", [`ABCD${"A".repeat(596)}\r`]],
  ["two-glued", ["ABCDABCD\r"]],
  ["half-code", ["AB"]],
  ["unplugged", []],
] as const)("with the fault %s it sends %j", (fault, pieces) => {
  expect(written({}, "ABCD", fault)).toEqual(pieces);
});

function written(
  settings: ScannerSettings,
  text: string,
  fault: ScannerFault | null = null,
): string[] {
  const pieces: string[] = [];
  const line = { write: (bytes: Uint8Array) => pieces.push(Buffer.from(bytes).toString()) };
  const scanner = createSerialScanner(line, settings);
  scanner.become(fault);
  scanner.scan(text);
  return pieces;
}
