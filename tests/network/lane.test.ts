import fc from "fast-check";
import { expect, test } from "vitest";
import { type Conditions, clearLine, createLane, type Ending } from "./lane.ts";

/** A lane whose clock is turned by hand, and what came out of it and when. */
function laneUnder(conditions: Partial<Conditions>) {
  const now = { ms: 0 };
  const timers = new Set<{ atMs: number; fn: () => void }>();
  const under = { ...clearLine, ...conditions };
  const arrived: { atMs: number; text: string }[] = [];
  const said: (Ending | "held back" | "let go")[] = [];
  let takes = true;
  const lane = createLane({
    conditions: () => under,
    wire: { freeAtMs: 0 },
    now: () => now.ms,
    timer(ms, fn) {
      const timer = { atMs: now.ms + Math.ceil(ms), fn };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    random: () => 0.5,
    deliver(bytes) {
      arrived.push({ atMs: now.ms, text: Buffer.from(bytes).toString() });
      return takes;
    },
    end: (how) => said.push(how),
    holdBack: (held) => said.push(held ? "held back" : "let go"),
  });
  return {
    ...{ arrived, said, lane },
    say: (text: string) => lane.take(Buffer.from(text)),
    text: () => arrived.map(({ text }) => text).join(""),
    change(changed: Partial<Conditions>) {
      Object.assign(under, changed);
      lane.changed();
    },
    receiver(ready: boolean) {
      takes = ready;
      if (ready) lane.drained();
    },
    wait(ms: number) {
      const until = now.ms + ms;
      for (;;) {
        const [next] = [...timers].sort((a, b) => a.atMs - b.atMs);
        if (!next || next.atMs > until) break;
        timers.delete(next);
        now.ms = Math.max(now.ms, next.atMs);
        next.fn();
      }
      now.ms = until;
    },
  };
}

test("a clear line delivers at once", () => {
  const line = laneUnder({});
  line.say("hello");
  expect(line.arrived).toEqual([{ atMs: 0, text: "hello" }]);
});

test("a delayed line delivers after its delay and its share of the jitter, and takes more meanwhile", () => {
  const line = laneUnder({ delayMs: 200, jitterMs: 100 });
  line.say("a");
  line.wait(50);
  line.say("b");
  line.wait(199);
  expect(line.arrived).toEqual([]);
  line.wait(100);
  expect(line.arrived).toEqual([
    { atMs: 250, text: "a" },
    { atMs: 300, text: "b" },
  ]);
});

test("a slow line takes a second for a second's bytes, however late its timers are", () => {
  const line = laneUnder({ bytesPerSecond: 1_000 });
  line.say("x".repeat(1_000));
  line.wait(500);
  expect(line.text()).toHaveLength(500);
  line.wait(500);
  expect(line.text()).toHaveLength(1_000);
});

test("a slow line holds its sender back when its queue is full, and lets go when half is left", () => {
  const line = laneUnder({ bytesPerSecond: 1_000, queueBytes: 400 });
  line.say("x".repeat(420)); // of which 20 are on the wire
  expect(line.said).toEqual(["held back"]);
  line.wait(179);
  expect(line.said).toEqual(["held back"]);
  line.wait(21);
  expect(line.said).toEqual(["held back", "let go"]);
});

test("a receiver that takes no more holds the sender back in the end, and nothing is lost", () => {
  const line = laneUnder({ queueBytes: 100 });
  line.receiver(false);
  for (let part = 0; part < 50; part += 1) line.say("y".repeat(100_000));
  expect(line.said).toEqual(["held back"]);
  line.receiver(true);
  line.wait(1);
  expect(line.text()).toHaveLength(5_000_000);
  expect(line.said).toEqual(["held back", "let go"]);
});

test("what was said on a held line arrives once it is open, and its end behind it", () => {
  const line = laneUnder({ flow: "held" });
  line.say("late");
  line.lane.ended("abruptly");
  line.wait(60_000);
  expect([line.text(), line.said]).toEqual(["", []]);
  line.change({ flow: "open" });
  expect([line.text(), line.said]).toEqual(["late", ["abruptly"]]);
});

test("a stream that lost bytes ends when the line opens, rather than go on with a hole", () => {
  const line = laneUnder({ flow: "swallowed" });
  line.say("gone");
  line.wait(60_000);
  expect(line.said).toEqual([]);
  line.change({ flow: "open" });
  line.say("after");
  expect([line.text(), line.said]).toEqual(["", ["abruptly"]]);
});

test("a line set free delivers what a long delay still held", () => {
  const line = laneUnder({ delayMs: 5_000 });
  line.say("soon");
  line.wait(100);
  line.change({ delayMs: 0 });
  line.wait(0);
  expect(line.text()).toBe("soon");
});

test("whatever the conditions do meanwhile, the bytes arrive whole and in order", () => {
  const step = fc.oneof(
    fc.string({ minLength: 1, maxLength: 300, unit: "grapheme-ascii" }),
    fc.record({
      delayMs: fc.nat(500),
      jitterMs: fc.nat(200),
      bytesPerSecond: fc.constantFrom(300, 10_000, Number.POSITIVE_INFINITY),
      flow: fc.constantFrom<Conditions["flow"]>("open", "held"),
    }),
    fc.nat(400),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const line = laneUnder({});
      for (const each of steps) {
        if (typeof each === "string") line.say(each);
        else if (typeof each === "number") line.wait(each);
        else line.change(each);
      }
      line.change(clearLine);
      line.lane.ended("politely");
      line.wait(100);
      expect(line.text()).toBe(steps.filter((each) => typeof each === "string").join(""));
      expect(line.said.at(-1)).toBe("politely");
    }),
  );
});
