import fc from "fast-check";
import { expect, test } from "vitest";
import { median, rounded, slope, spread, summary, toCount, toFact, toRow } from "./figures.ts";

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
    spread: "0 % / 0 %",
  });
  expect(toRow({ ...rates, target: { atLeast: 14.1 } }).met).toBe(false);
  expect(toRow({ ...rates, target: { atMost: 14 } }).met).toBe(true);
  expect(toRow({ ...rates, target: { atMost: 13.9 } }).met).toBe(false);
});

test("figures are told with the digits that mean something", () => {
  expect([rounded(8123.7), rounded(0.12345), rounded(41.26)]).toEqual([8124, 0.123, 41.3]);
});

test("a peer that could not run is named as not run and counted as that, never as a pass", () => {
  const rows = [
    toRow({ what: "a", measured: [3], reference: [1], target: { atLeast: 2 } }),
    toRow({ what: "b", measured: [3], reference: [4], target: { atLeast: 2 } }),
    toRow({ what: "c", measured: [3], reference: [], target: { atLeast: 2 } }),
    toFact("d", []),
  ];
  expect(rows.map(({ met }) => met)).toEqual([true, false, "not run", "not run"]);
  expect(rows[2]).toMatchObject({ measured: null, reference: null, ratio: null });
  expect(summary(rows)).toBe("1 met, 1 missed, 2 not run");
});

test("one event lost of any number is one too many", () => {
  const lost = (counted: number) => toCount("lost", { counted, of: 20_000 }, { atMost: 0 });
  expect([lost(0).met, lost(1).met]).toEqual([true, false]);
});

test("memory per device is how memory grows, not what a process needs for itself", () => {
  const stages = [5_000, 15_000, 30_000].map((devices) => ({ x: devices, y: 120 + devices / 256 }));
  expect(slope(stages) * 1024).toBeCloseTo(4);
  expect(() => slope(stages.slice(1, 2))).toThrow(RangeError);
});
