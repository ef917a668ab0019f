import { expect, test } from "vitest";
import { isSamePress } from "./steady-press.ts";

const first = { atMs: 1000, x: 500, y: 500 };

test("a second tap in the same place within half a second is the same press", () => {
  expect(isSamePress(first, { atMs: 1499, x: 520, y: 510 }, false)).toBe(true);
  expect(isSamePress(first, { atMs: 1500, x: 520, y: 510 }, false)).toBe(false);
});

test("a quick tap somewhere else is another press", () => {
  expect(isSamePress(first, { atMs: 1100, x: 700, y: 500 }, false)).toBe(false);
});

test("on a keypad the same digit twice counts twice, and a bounce once", () => {
  expect(isSamePress(first, { atMs: 1200, x: 500, y: 500 }, true)).toBe(false);
  expect(isSamePress(first, { atMs: 1080, x: 500, y: 500 }, true)).toBe(true);
});

test("the first press of all is never dropped", () => {
  expect(isSamePress(null, first, false)).toBe(false);
});
