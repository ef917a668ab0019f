import fc from "fast-check";
import { expect, test } from "vitest";
import { codeAlphabet, createCode, formatCode, parseCode } from "./collection-code.ts";

const sevenSymbols = fc.array(fc.integer({ min: 0, max: 31 }), { minLength: 7, maxLength: 7 });
const code = sevenSymbols.map(createCode);

test("a code that was made is read back, however it is spelled", () => {
  fc.assert(
    fc.property(code, fc.constantFrom("", " ", "-", " - "), (made, gap) => {
      const spelled = `${made.slice(0, 4)}${gap}${made.slice(4)}`
        .toLowerCase()
        .replace(/0/g, "o")
        .replace(/1/g, "l");
      expect(parseCode(spelled)).toEqual({ kind: "code", code: made });
    }),
  );
});

test("every single wrong symbol is noticed", () => {
  fc.assert(
    fc.property(code, fc.nat(7), fc.nat(31), (made, place, symbol) => {
      const letter = codeAlphabet[symbol] ?? "";
      fc.pre(made[place] !== letter);
      const wrong = made.slice(0, place) + letter + made.slice(place + 1);
      expect(parseCode(wrong)).toEqual({ kind: "typo" });
    }),
    { numRuns: 2000 },
  );
});

test("every swap of two different symbols is noticed", () => {
  fc.assert(
    fc.property(code, fc.nat(7), fc.nat(7), (made, one, other) => {
      fc.pre(made[one] !== made[other]);
      const letters = [...made];
      [letters[one], letters[other]] = [letters[other] ?? "", letters[one] ?? ""];
      expect(parseCode(letters.join(""))).toEqual({ kind: "typo" });
    }),
    { numRuns: 2000 },
  );
});

test("half a code is not an error yet, and foreign letters are", () => {
  expect(parseCode("AB C")).toEqual({ kind: "incomplete", symbols: 3 });
  expect(parseCode("")).toEqual({ kind: "incomplete", symbols: 0 });
  expect(parseCode("ABCU")).toEqual({ kind: "typo" });
  expect(parseCode("ABCDEFGHJ")).toEqual({ kind: "typo" });
});

test("a code is shown in two groups of four", () => {
  expect(formatCode("ABCDEFGH")).toBe("ABCD-EFGH");
});

test("anything a person can type is answered, never thrown at", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (typed) => {
      expect(["code", "incomplete", "typo"]).toContain(parseCode(typed).kind);
    }),
  );
});
