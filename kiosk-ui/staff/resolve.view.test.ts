import { ResolveAttempt } from "@drop-in/contracts";
import { expect, test } from "vitest";
import {
  countOf,
  emptyResolve,
  isPin,
  missingIn,
  stepped,
  toResolve,
  wantsSecond,
} from "./resolve.view.ts";

const proved = { kind: "dispensed" } as const;
const unclear = { kind: "unclear" } as const;

test("that an unclear attempt gave nothing wants a second person, and nothing else does", () => {
  const form = {
    resolution: "not-dispensed",
    counted: 3,
    reason: "still there",
    secondPin: "",
  } as const;
  expect(wantsSecond(form, proved)).toBe(false);
  expect(wantsSecond({ ...form, resolution: "dispensed" }, unclear)).toBe(false);
  expect(missingIn(form, unclear)).toEqual(["second"]);
  expect(toResolve(form, unclear)).toBeNull();
  const signed = { ...form, secondPin: "246810" };
  expect(toResolve(signed, unclear)).toMatchObject({ secondPin: "246810" });
  expect(toResolve({ ...signed, resolution: "dispensed" }, unclear)).not.toHaveProperty(
    "secondPin",
  );
});

test("a PIN is six numbers", () => {
  expect(["123456", "12345", "1234567", "12a456", ""].map(isPin)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test("an untouched form has no count in it: staff count blind", () => {
  expect(emptyResolve.counted).toBeNull();
  expect(missingIn(emptyResolve, proved)).toEqual(["resolution", "count", "reason"]);
  expect(toResolve(emptyResolve, proved)).toBeNull();
});

test("a reason of spaces is no reason", () => {
  expect(
    missingIn({ ...emptyResolve, resolution: "dispensed", counted: 3, reason: "  " }, proved),
  ).toEqual(["reason"]);
});

test("a finished answer is what the contract asks for", () => {
  const answer = toResolve(
    { ...emptyResolve, resolution: "not-dispensed", counted: 0, reason: " stuck on the coil " },
    proved,
  );
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
