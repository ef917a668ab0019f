import { ResolveAttempt } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { countOf, emptyResolve, missingIn, stepped, toResolve } from "./resolve.view.ts";

test("an untouched form has no count in it: staff count blind", () => {
  expect(emptyResolve.counted).toBeNull();
  expect(missingIn(emptyResolve)).toEqual(["resolution", "count", "reason"]);
  expect(toResolve(emptyResolve)).toBeNull();
});

test("a reason of spaces is no reason", () => {
  expect(missingIn({ resolution: "dispensed", counted: 3, reason: "  " })).toEqual(["reason"]);
});

test("a finished answer is what the contract asks for", () => {
  const answer = toResolve({
    resolution: "not-dispensed",
    counted: 0,
    reason: " stuck on the coil ",
  });
  expect(ResolveAttempt.parse(answer)).toEqual({
    resolution: "not-dispensed",
    countedStock: 0,
    reason: "stuck on the coil",
  });
});

test("only whole numbers a slot can hold are counts", () => {
  expect(["3", "0", "50", "51", "-1", "2.5", "", "three"].map(countOf)).toEqual([
    3,
    0,
    50,
    null,
    null,
    null,
    null,
    null,
  ]);
});

test("stepping never leaves what a slot can hold", () => {
  expect(stepped(null, -1)).toBe(0);
  expect(stepped(null, 1)).toBe(1);
  expect(stepped(50, 1)).toBe(50);
});
