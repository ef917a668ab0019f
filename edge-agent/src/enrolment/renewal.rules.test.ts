import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isRenewalDue } from "./renewal.rules.ts";

const DAY_MS = 86_400_000;
const beganAt = new Date("2026-11-25T00:00:00.000Z");
const life = { beganAt, endsAt: new Date(beganAt.getTime() + 90 * DAY_MS) };
const after = (days: number) => new Date(beganAt.getTime() + days * DAY_MS);

test("each box renews between two thirds of its certificate's life and five days later", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (spread) => {
      expect(isRenewalDue(life, after(59.9), spread)).toBe(false);
      expect(isRenewalDue(life, after(65.1), spread)).toBe(true);
    }),
  );
  expect([isRenewalDue(life, after(62), 0), isRenewalDue(life, after(62), 1)]).toEqual([
    true,
    false,
  ]);
});

test("a clock that has lost the year asks for nothing", () => {
  expect(isRenewalDue(life, new Date(0), 0)).toBe(false);
});
