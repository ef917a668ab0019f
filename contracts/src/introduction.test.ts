import * as fc from "fast-check";
import { expect, test } from "vitest";
import { codeAlphabet } from "./collection-code.ts";
import { readIntroduction, writeIntroduction } from "./introduction.ts";

const sixteen = fc.uint8Array({ minLength: 16, maxLength: 16 });
const introduction = fc.record({
  url: fc.constantFrom("http://127.0.0.1:8090", "https://centre.example.org"),
  secret: sixteen,
  fingerprint: sixteen,
});

test("an introduction is read back, however it was typed", () => {
  fc.assert(
    fc.property(introduction, (said) => {
      const text = writeIntroduction(said);
      expect(text).toMatch(/^DROPIN:[0-9A-Z-]+$/);
      const typed = text.toLowerCase().replaceAll("-", " ").replaceAll("0", "o");
      expect(readIntroduction(typed)).toEqual({ kind: "introduction", ...said });
    }),
  );
});

test("one wrong letter, or two swapped, is told as a typo", () => {
  fc.assert(
    fc.property(introduction, fc.nat(), fc.integer({ min: 1, max: 31 }), (said, place, by) => {
      const text = writeIntroduction(said).replaceAll("-", "");
      const at = 7 + (place % (text.length - 7));
      const letter = codeAlphabet[(codeAlphabet.indexOf(text[at] ?? "") + by) % 32];
      expect(readIntroduction(text.slice(0, at) + letter + text.slice(at + 1)).kind).toBe("typo");
      const [one, two] = [text[at], text[at + 1]];
      if (two === undefined || one === two) return;
      expect(readIntroduction(text.slice(0, at) + two + one + text.slice(at + 2)).kind).toBe(
        "typo",
      );
    }),
  );
});

test("nothing that is not an introduction is taken for one", () => {
  for (const text of ["", "DROPIN:", "hello", "ABCD-EFGH", "DROPIN:ZZZZZ-ZZZZZ", "x".repeat(700)]) {
    expect(readIntroduction(text).kind).toBe("typo");
  }
});
