import { Language } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { lettersOf, typedAfter } from "./alphabets.ts";

test.each(Language.options)("%s has its letters, each once and each a key", (language) => {
  const letters = lettersOf(language);
  expect(letters.length).toBeGreaterThan(25);
  expect(new Set(letters).size).toBe(letters.length);
  for (const letter of letters) expect([letter, letter.trim().length > 0]).toEqual([letter, true]);
});

test("a Bengali letter with its nukta is one key, and a vowel sign is one of its own", () => {
  expect(lettersOf("bn")).toContain("\u09af\u09bc");
  expect(lettersOf("bn")).toContain("\u09c0");
});

test("a name begins with a capital, and goes on with small letters", () => {
  const type = (letters: string) =>
    [...letters].reduce((before, letter) => typedAfter(before, letter, "pl"), "");
  expect(type("żaneta")).toBe("Żaneta");
  expect(type("so. good")).toBe("So. Good");
  expect(typedAfter("", "ب", "ar")).toBe("ب");
});
