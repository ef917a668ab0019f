import fc from "fast-check";
import { expect, test } from "vitest";
import { groupNumber, mistakeIn, withKey } from "./phone-entry.rules.ts";

test("numbers are grouped as people say them", () => {
  expect(groupNumber("07700900123")).toBe("07700 900 123");
  expect(groupNumber("02079460123")).toBe("020 7946 0123");
  expect(groupNumber("08081570123")).toBe("0808 157 0123");
  expect(groupNumber("+447700900123")).toBe("+44 7700 900 123");
  expect(groupNumber("0770")).toBe("0770");
});

test("grouping loses no digit and adds none", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+?[0-9]{0,16}$/), (number) => {
      expect(groupNumber(number).replaceAll(" ", "")).toBe(number);
    }),
  );
});

test("a number is long enough to be rung from elsewhere", () => {
  expect(mistakeIn("")).toBe("too-short");
  expect(mistakeIn("01273 5".replace(" ", ""))).toBe("too-short");
  expect(mistakeIn("07700900123")).toBeNull();
  expect(mistakeIn("+33123456789")).toBeNull();
  expect(mistakeIn("1234567890123456")).toBe("too-long");
});

test("a plus can only come first", () => {
  expect(withKey("", "+")).toBe("+");
  expect(withKey("07", "+")).toBe("07");
});
