import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ask, bootDevice, newSite, pass, type Site } from "./commands.fixture.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What an adversary who holds the centre, every key of it, the clock and the mains switch may do next. */
const act = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: "open" as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("burst" as const),
      count: fc.integer({ min: 2, max: 6 }),
      gapMs: fc.integer({ min: 0, max: 60_000 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("wait" as const),
      ms: fc.integer({ min: 0, max: 90 * MINUTE_MS }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("clock" as const),
      skewMs: fc.integer({ min: -40 * DAY_MS, max: 40 * DAY_MS }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("cut" as const),
      darkMs: fc.integer({ min: 0, max: 30 * MINUTE_MS }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "keep" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "restart" as const }) },
);

type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

function attack(acts: readonly Act[], forMs: number): Site {
  const site = newSite();
  let device = bootDevice(site);
  let count = 0;
  const end = site.trueMs + forMs;
  const next = (more: Parameters<typeof ask>[2] = {}) => {
    count += 1;
    device.take(ask(device, count, { notAfter: "2099-01-01T00:00:00.000Z", ...more }));
  };
  for (let step = 0; site.trueMs < end; step += 1) {
    const one = acts[step % acts.length];
    if (!one) break;
    if (one.kind === "open") next();
    if (one.kind === "burst")
      for (let nth = 0; nth < one.count; nth += 1) {
        next();
        pass(site, one.gapMs);
      }
    if (one.kind === "wait") pass(site, one.ms);
    if (one.kind === "clock") site.wallSkewMs = one.skewMs;
    if (one.kind === "keep") device.keepPoweredTime();
    if (one.kind === "restart") next({ action: { type: "restart" } });
    if (one.kind === "cut" || one.kind === "restart") {
      site.trueMs += one.kind === "cut" ? one.darkMs : 5_000;
      device = bootDevice(site);
    }
    pass(site, 60_000); // whatever it does, it takes a moment
  }
  return site;
}

/** Takes all it may. */
const greedy: Act[] = [
  { kind: "burst", count: 4, gapMs: 31_000 },
  { kind: "keep" },
  { kind: "wait", ms: HOUR_MS },
];

/** The most that ever fell into one stretch of that length. */
function most(times: readonly number[], withinMs: number): number {
  return times.reduce((worst, from) => {
    const inside = times.filter((at) => at >= from && at < from + withinMs).length;
    return Math.max(worst, inside);
  }, 0);
}

test("a centre turned evil, with every key, the clock and the mains switch, opens 3 doors in an hour and 10 in a day at most", () => {
  let worstHour = 0;
  let worstDay = 0;
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: 40 }), (acts) => {
      const site = attack(acts, DAY_MS);
      const times = site.pulses.map(({ atMs }) => atMs);
      worstHour = Math.max(worstHour, most(times, HOUR_MS));
      worstDay = Math.max(worstDay, most(times, DAY_MS));
      expect(most(times, HOUR_MS)).toBeLessThanOrEqual(3);
      expect(most(times, DAY_MS)).toBeLessThanOrEqual(10);
      expect(most(site.restarts, HOUR_MS)).toBeLessThanOrEqual(2);
      const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
      expect(Math.min(...gaps, 30_000)).toBe(30_000);
    }),
    { numRuns: 20, examples: [[greedy]], endOnFailure: true },
  );
  // And the attack is a real one: it takes all it may.
  expect([worstHour, worstDay]).toEqual([3, 10]);
}, 120_000);

test("three days of an attack that knows the caps open 30 doors, and honest days are not locked out for ever", () => {
  const site = attack(greedy, 3 * DAY_MS);
  expect(site.pulses.length).toBe(30);
});

test("a clock that was years ahead when a door was opened keeps later ones shut for as long as the powered time says, not for years", () => {
  const site = newSite();
  site.wallSkewMs = 3_650 * DAY_MS;
  const device = bootDevice(site);
  for (const count of [1, 2, 3]) {
    device.take(ask(device, count, { notAfter: "2099-01-01T00:00:00.000Z" }));
    pass(site, 31_000);
  }
  site.wallSkewMs = 0;
  pass(site, HOUR_MS);
  device.take(ask(device, 4, { notAfter: "2099-01-01T00:00:00.000Z" }));
  expect(site.pulses).toHaveLength(4);
});
