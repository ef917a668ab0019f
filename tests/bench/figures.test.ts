import fc from "fast-check";
import { expect, test } from "vitest";
import { median, rounded, spread, toRow } from "./figures.ts";

test("the median is the middle run, or half way between the two in the middle", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 100])).toBe(3);
  expect(() => median([])).toThrow(RangeError);
});

test("one wild run on a busy machine moves the median no further than its neighbour", () => {
  const runs = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 3, maxLength: 9 });
  fc.assert(
    fc.property(runs, (values) => {
      const sorted = values.toSorted((a, b) => a - b);
      const wild = median([...sorted.slice(0, -1), 1_000_000]);
      expect(wild).toBe(median(sorted.with(-1, 2000)));
    }),
  );
});

test("runs that agree have no spread; a run twice the median is one median apart", () => {
  expect(spread([7, 7, 7])).toBe(0);
  expect(spread([10, 10, 20])).toBe(1);
});

test("a target is kept from either side, and a ratio on the line keeps it", () => {
  const rates = { what: "rate", measured: [28, 28], reference: [2, 2] };
  expect(toRow({ ...rates, target: { atLeast: 14 } })).toEqual({
    ...{ what: "rate", measured: 28, reference: 2, ratio: 14, target: ">= 14", met: true },
  });
  expect(toRow({ ...rates, target: { atLeast: 14.1 } }).met).toBe(false);
  expect(toRow({ ...rates, target: { atMost: 14 } }).met).toBe(true);
  expect(toRow({ ...rates, target: { atMost: 13.9 } }).met).toBe(false);
});

test("figures are told with the digits that mean something", () => {
  expect([rounded(8123.7), rounded(0.12345), rounded(41.26)]).toEqual([8124, 0.123, 41.3]);
});
