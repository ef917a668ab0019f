import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../../vectors/qibixx.json" with { type: "json" };
import { expectAnyBytesToEnd, expectEveryByteOnce, framesIn } from "../codec-laws.test-rig.ts";
import { readAdapterLine, toAmount, toMinor } from "./adapter-says.ts";
import { decodeQibixx } from "./decode.ts";
import { encodeLine, MAX_LINE, takeLine } from "./line.ts";

const ascii = (text: string) => new TextEncoder().encode(text);

test.each(vectors)("$line", ({ line, says }) => {
  for (const end of ["\r", "\n", "\r\n", "\r\n\r\n"]) {
    const lines = framesIn(takeLine, [ascii(`\n${line}${end}`)]);
    expect(lines.map(readAdapterLine)).toEqual([says]);
  }
});

test("our own lines are told from the adapter's, and mean nothing to us", () => {
  expect(framesIn(takeLine, [encodeLine("C", "VEND", "1.00")])).toEqual([
    { from: "host", key: "c", parts: ["VEND", "1.00"] },
  ]);
  expect(readAdapterLine({ from: "host", key: "c", parts: ["VEND", "SUCCESS"] })).toEqual({
    type: "other",
  });
});

test("an endless line is dropped, and the next one is read", () => {
  const long = "c".repeat(MAX_LINE + 1);
  expect(framesIn(takeLine, [ascii(long), ascii("tail\nc,VEND,SUCCESS\n")])).toEqual([
    { from: "adapter", key: "c", parts: ["VEND", "SUCCESS"] },
  ]);
});

test("amounts keep every penny, and what is not one is refused", () => {
  fc.assert(
    fc.property(fc.nat(9_999_999), (minor) => {
      expect(toMinor(toAmount(minor))).toBe(minor);
    }),
  );
  for (const text of ["", "-1", "1.005", "1e3", "NaN", "1,00"])
    expect(toMinor(text)).toBeUndefined();
});

test("any bytes at all end in lines, noise or waiting, and little is ever held", () => {
  expectAnyBytesToEnd(takeLine, MAX_LINE);
  expectEveryByteOnce(decodeQibixx);
});
