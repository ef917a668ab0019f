import { encode } from "uqr";
import { expect, test } from "vitest";
import { qrPath } from "./qr-path.ts";

test("the path paints exactly the dark modules of the code", () => {
  const text = "DI1:0:abcdefghijklmnopqrstuvwxyz0123456789";
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const drawn = qrPath(text);
  const painted = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  for (const [, x, y, length] of drawn.path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    painted[Number(y)]?.fill(true, Number(x), Number(x) + Number(length));
  }
  expect(drawn.size).toBe(size);
  expect(painted).toEqual(data);
});

test("the quiet border a scanner needs is four modules wide", () => {
  const { path } = qrPath("x");
  const starts = [...path.matchAll(/M(\d+) (\d+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)]);
  expect(Math.min(...starts)).toBe(4);
});
