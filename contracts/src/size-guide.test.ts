import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findSize, SizeGuide, SizeGuides } from "./size-guide.ts";

const pack = join(import.meta.dirname, "../../sync-server/content/packs/size-guides.json");
const { guides } = SizeGuides.parse(JSON.parse(readFileSync(pack, "utf8")).body);
const wrist = guides.find(({ productId }) => productId === "wrist-splint-neutral");
if (!wrist) throw new Error("no guide for the wrist splint");

test.each([
  [11.9, { kind: "too-small" }],
  [12, { kind: "size", size: "XS" }],
  [13.9, { kind: "size", size: "XS" }],
  [14, { kind: "between", smaller: "XS", bigger: "S" }],
  [18.4, { kind: "size", size: "M" }],
  [18.5, { kind: "between", smaller: "M", bigger: "L" }],
  [23.9, { kind: "size", size: "XL" }],
  [24, { kind: "too-big" }],
])("a wrist of %s cm", (measured, found) => {
  expect(findSize(wrist, measured)).toEqual(found);
});

test("in every guide every tenth from the smallest to the biggest has its size, and what lies outside has none", () => {
  for (const guide of guides) {
    const [first, last] = [guide.sizes[0], guide.sizes.at(-1)];
    if (!first || !last) throw new Error("a guide without sizes");
    for (let tenths = Math.round(first.from * 10); tenths < last.to * 10; tenths += 1) {
      expect(["size", "between"]).toContain(findSize(guide, tenths / 10).kind);
    }
    expect(findSize(guide, first.from - 0.1)).toEqual({ kind: "too-small" });
    expect(findSize(guide, last.to)).toEqual({ kind: "too-big" });
  }
});

test("a table with a gap or an overlap is no guide", () => {
  const broken = (from: number) => ({
    ...wrist,
    sizes: [
      { size: "S", from: 10, to: 12 },
      { size: "M", from, to: 14 },
    ],
  });
  expect(SizeGuide.safeParse(broken(12)).success).toBe(true);
  expect(SizeGuide.safeParse(broken(12.5)).success).toBe(false);
  expect(SizeGuide.safeParse(broken(11.5)).success).toBe(false);
});
