import { expect, test } from "vitest";
import { emptyScan, type ScannerProfile, takeScans } from "./scan-frame.ts";

const plain: ScannerProfile = { end: "cr-lf", aimId: false };
const withIds: ScannerProfile = { end: "cr-lf", aimId: true };
const GS1 = "010950600013435210AB\u001d17261231";

const ends = [0x0a, 0x0d];
const controls = [...range(0x00, 0x1f), ...range(0x7f, 0x9f)].filter(
  (sign) => !ends.includes(sign),
);
const turning = [
  0x061c,
  0x200b,
  0x200e,
  0x200f,
  ...range(0x202a, 0x202e),
  ...range(0x2066, 0x2069),
];
const hidden = [0x00ad, 0x2028, 0x2029, 0x2060, 0xfeff, 0xe000, 0xffff, 0xe0041];

test.each([...controls, ...turning, ...hidden].map((sign) => [sign.toString(16), sign]))(
  "a code with U+%s in front, in the middle or at the end is refused",
  (_, sign) => {
    const bad = String.fromCodePoint(Number(sign));
    expect(codes(`${bad}AB\rA${bad}B\rAB${bad}\rGOOD\r`)).toEqual(["GOOD"]);
  },
);

test("a code may hold a separator only where it is GS1, by its content or by its symbol", () => {
  expect(codes(`${GS1}\r`)).toEqual([GS1]);
  expect(codes("]d210A\u001d21B\r]Q1A\u001dB\r]Q310A\u001dB\r", withIds)).toEqual([
    "10A\u001d21B",
    "10A\u001dB",
  ]);
  expect(codes("0109506000134353\u001d10AB\r")).toEqual([]);
});

test.each([
  ["a lone continuation byte", [0x41, 0x80]],
  ["half a letter", [0x41, 0xc5]],
  ["a letter written too long, to hide what it is", [0xc0, 0xaf]],
  ["half of a pair", [0xed, 0xa0, 0x80]],
  ["beyond the last sign", [0xf4, 0x90, 0x80, 0x80]],
])("what is not UTF-8 is refused: %s", (_, bytes) => {
  expect(takeScans(emptyScan, Uint8Array.of(...bytes, 0x0d), plain).codes).toEqual([]);
});

test("a line end cannot be smuggled into a code: it makes two, and each is judged alone", () => {
  expect(codes("AB\rCD\n")).toEqual(["AB", "CD"]);
});

function codes(text: string, profile = plain): string[] {
  return takeScans(emptyScan, new TextEncoder().encode(text), profile).codes;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
