import { expect, test } from "vitest";
import { type Faults, playSchedule } from "./schedule.ts";

/** As many seeds as fit; all ten thousand are `npm run simulate`. */
async function untilBroken(faults: Faults, seconds: number, promise = /./) {
  const end = performance.now() + seconds * 1_000;
  let seed = 1;
  for (; performance.now() < end; seed += 1) {
    const story = await playSchedule(seed, faults);
    if (story.broken.some((why) => promise.test(why))) return story;
  }
  return { schedules: seed - 1 };
}

test("no collection gives two items, and all end with a person or a word, whatever line and clocks do", async () => {
  expect(await untilBroken({}, 10)).toEqual({ schedules: expect.any(Number) });
});

test.each<[string, Faults]>([
  ["ignores the lease", { box: "ignores-the-lease" }],
  ["pins before the release", { centre: "pins-before-release" }],
  ["gives away what a silent machine may have given", { centre: "gives-away-what-is-silent" }],
])(
  "a world that %s gives two items for one collection, and is caught",
  async (_, faults) => {
    expect(await untilBroken(faults, 80, /^V1/)).toHaveProperty("broken");
  },
  90_000,
);

test("a seed tells the same story twice", async () => {
  expect(await playSchedule(7)).toEqual(await playSchedule(7));
});
