import fc from "fast-check";
import { expect, test } from "vitest";
import { faultKinds, planFaults } from "./plan.ts";

const shape = { seed: 7, faults: 1_000, devices: 3, without: [] };

test("the same seed plans the same faults, another seed others", () => {
  expect(planFaults(shape)).toEqual(planFaults(shape));
  expect(planFaults({ ...shape, seed: 8 })).not.toEqual(planFaults(shape));
});

test("a plan has as many faults as asked for, and every kind that can be had", () => {
  const without = fc.subarray(faultKinds.slice(9), { maxLength: 5 });
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 40, max: 3_000 }), without, (seed, faults, left) => {
      const planned = planFaults({ seed, faults, devices: 3, without: left }).flatMap(
        (actor) => actor.faults,
      );
      expect(planned).toHaveLength(faults);
      const kinds = new Set(planned.map(({ kind }) => kind));
      expect([...kinds].sort()).toEqual(faultKinds.filter((kind) => !left.includes(kind)).sort());
    }),
  );
});

test("an actor's faults come one after another, within the time of the run", () => {
  for (const { faults } of planFaults(shape)) {
    const moments = faults.map(({ atMs }) => atMs);
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    expect(moments.at(-1)).toBeLessThan(400_000);
  }
});
