import fc from "fast-check";
import { expect, test } from "vitest";
import { toE164 } from "./phone.rules.ts";

test("numbers people type are kept as E.164, British unless they say otherwise", () => {
  expect(toE164("07700 900123")).toBe("+447700900123");
  expect(toE164("01632 960001")).toBe("+441632960001");
  expect(toE164("+48 512 345 678")).toBe("+48512345678");
});

test("what no phone can have is not a number", () => {
  expect(toE164("12")).toBeUndefined();
  expect(toE164("07700 900")).toBeUndefined();
  expect(toE164("+")).toBeUndefined();
  expect(toE164("call me")).toBeUndefined();
});

test("anything typed is answered, never thrown at", () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      expect(["string", "undefined"]).toContain(typeof toE164(typed));
    }),
  );
});
