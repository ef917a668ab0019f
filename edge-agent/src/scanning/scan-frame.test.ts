import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyScan, endBySilence, type ScannerProfile, takeScans } from "./scan-frame.ts";
import vectors from "./scan-vectors.json" with { type: "json" };

const plain: ScannerProfile = { end: "cr-lf", aimId: false };

test.each(vectors)("$means", ({ hex, aimId, codes }) => {
  const profile = { ...plain, aimId };
  expect(takeScans(emptyScan, bytes(hex), profile).codes).toEqual(codes);
});

test("silence ends a code only for a scanner without a suffix", () => {
  const { buffer } = takeScans(emptyScan, bytes("41 42 43"), plain);
  expect(endBySilence(buffer, { ...plain, end: "silence" })).toEqual(["ABC"]);
  expect(endBySilence(buffer, plain)).toEqual([]);
});

test("600 bytes without an end are dropped, and the code after the next end is read", () => {
  const noise = takeScans(emptyScan, new Uint8Array(600).fill(0x41), plain);
  expect(noise.codes).toEqual([]);
  expect(takeScans(noise.buffer, bytes("0D 42 0D"), plain).codes).toEqual(["B"]);
});

test("512 bytes are a code, 513 are not", () => {
  const codesOf = (length: number) =>
    takeScans(emptyScan, Uint8Array.of(...Array(length).fill(0x41), 0x0d), plain).codes.length;
  expect([codesOf(512), codesOf(513)]).toEqual([1, 0]);
});

test("where the reads are split makes no difference, and no code holds a control character", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(80), (all, cut) => {
      const whole = takeScans(emptyScan, all, plain);
      const first = takeScans(emptyScan, all.subarray(0, cut), plain);
      const second = takeScans(first.buffer, all.subarray(cut), plain);
      expect([...first.codes, ...second.codes]).toEqual(whole.codes);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      for (const code of whole.codes) expect(code).not.toMatch(/[\u0000-\u001c\u001e\u001f\u007f]/);
    }),
  );
});

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
}
