import { expect, test } from "vitest";
import { playSchedule, type Faults } from "./schedule.ts";

const SECONDS = 12;

/** As many seeds as fit; the whole ten thousand are `npm run simulate`. */
async function untilBroken(faults: Faults, within: number, first = 1) {
  const end = performance.now() + within * 1_000;
  let seed = first;
  for (; performance.now() < end; seed += 1) {
    const story = await playSchedule(seed, faults);
    if (story.broken.length > 0) return story;
  }
  return { seeds: seed - first };
}

test("no collection gives two items, and all are finished or with staff, whatever the line and the clocks do", async () => {
  expect(await untilBroken({}, SECONDS)).toEqual({ seeds: expect.any(Number) });
});

test.each<[string, Faults]>([
  ["ignores the lease", { box: "ignores-the-lease" }],
  ["pins before the release", { centre: "pins-before-release" }],
  ["gives away what a silent machine may have given", { centre: "gives-away-what-is-silent" }],
])("a world that %s is caught", async (_, faults) => {
  expect(await untilBroken(faults, 15)).toMatchObject({
    broken: expect.arrayContaining([expect.stringMatching(/^V1/)]),
  });
});
