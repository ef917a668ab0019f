import { expect, test } from "vitest";
import type { LinkState, SerialLink } from "../link/serial-link.ts";
import type { Timer } from "../timer.ts";
import { createBus, quietMsAt } from "./bus.ts";

const ping = Uint8Array.of(1, 2);
const pong = 9;
const hasPong = (heard: Uint8Array) => (heard.includes(pong) ? [...heard] : undefined);

test("one question at a time, and a rest before the next", async () => {
  const { bus, link, time } = line();
  const first = bus.ask({ bytes: ping, read: hasPong, timeoutMs: 100 });
  void bus.ask({ bytes: Uint8Array.of(3), read: hasPong, timeoutMs: 100 });
  expect(link.written).toEqual([[1, 2]]);
  link.hear(pong);
  expect(await first).toEqual([pong]);
  expect(link.written).toHaveLength(1);
  time.pass(5);
  expect(link.written).toEqual([[1, 2], [3]]);
});

test("an urgent question goes before those that wait", async () => {
  const { bus, link, time } = line();
  for (const byte of [1, 2])
    void bus.ask({ bytes: Uint8Array.of(byte), read: hasPong, timeoutMs: 100 });
  void bus.ask({ bytes: Uint8Array.of(7), read: hasPong, timeoutMs: 100 }, true);
  time.pass(105);
  expect(link.written).toEqual([[1], [7]]);
});

test("what comes after its time is nobody's answer", async () => {
  const { bus, link, time } = line();
  const late = bus.ask({ bytes: ping, read: hasPong, timeoutMs: 100 });
  time.pass(100);
  link.hear(pong);
  expect(await late).toBeUndefined();
  time.pass(5);
  const next = bus.ask({ bytes: ping, read: hasPong, timeoutMs: 100 });
  time.pass(100);
  expect(await next).toBeUndefined();
});

test("what waited when the line was lost is never sent", async () => {
  const { bus, link, time } = line();
  const waiting = [ping, Uint8Array.of(3)].map((bytes) =>
    bus.ask({ bytes, read: hasPong, timeoutMs: 100 }),
  );
  link.become("closed");
  expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
  expect(await bus.ask({ bytes: ping, read: hasPong, timeoutMs: 100 })).toBeUndefined();
  link.become("open");
  time.pass(1_000);
  expect(link.written).toEqual([[1, 2]]);
});

test("a question called off in its turn is not sent, and those behind it are", async () => {
  const { bus, link, time } = line();
  const off = bus.ask({ bytes: ping, read: hasPong, timeoutMs: 100, onSending: () => false });
  void bus.ask({ bytes: Uint8Array.of(3), read: hasPong, timeoutMs: 100 });
  expect(await off).toBeUndefined();
  time.pass(5);
  expect(link.written).toEqual([[3]]);
});

test("a line that hears itself: the question that comes back is not an answer", async () => {
  const { bus, link } = line({ echo: true });
  const answer = bus.ask({ bytes: Uint8Array.of(pong), read: hasPong, timeoutMs: 100 });
  link.hear(pong);
  link.hear(pong);
  expect(await answer).toEqual([pong]);
});

test("a chattering line is not remembered for ever", () => {
  const { bus, link } = line();
  let longest = 0;
  const read = (heard: Uint8Array) => {
    longest = Math.max(longest, heard.length);
    return undefined;
  };
  void bus.ask({ bytes: ping, read, timeoutMs: 100 });
  for (let times = 0; times < 400; times += 1) link.hear(0, 0, 0);
  expect(longest).toBe(512);
});

test("silence is longer on a slow line", () => {
  expect(quietMsAt(9_600)).toBe(5);
  expect(quietMsAt(1_200)).toBe(33);
  expect(quietMsAt(115_200)).toBe(5);
});

function line({ echo = false } = {}) {
  const time = handTime();
  const link = scriptedLink();
  return { bus: createBus(link, { timer: time.timer, quietMs: 5, echo }), link, time };
}

function scriptedLink() {
  const written: number[][] = [];
  const ears = new Set<(bytes: Uint8Array) => void>();
  const watchers = new Set<(state: LinkState) => void>();
  let state: LinkState = "open";
  const link: SerialLink = {
    state: () => state,
    write: async (bytes) => void written.push([...bytes]),
    onBytes(listener) {
      ears.add(listener);
      return () => ears.delete(listener);
    },
    onState(listener) {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
    close: async () => {},
  };
  return {
    ...link,
    written,
    hear(...bytes: number[]) {
      for (const ear of ears) ear(Uint8Array.from(bytes));
    },
    become(next: LinkState) {
      state = next;
      for (const watcher of watchers) watcher(next);
    },
  };
}

function handTime() {
  let now = 0;
  let due: { at: number; fn: () => void }[] = [];
  const timer: Timer = (ms, fn) => {
    const entry = { at: now + ms, fn };
    due.push(entry);
    return () => {
      due = due.filter((each) => each !== entry);
    };
  };
  return {
    timer,
    pass(ms: number) {
      const end = now + ms;
      for (;;) {
        const [next] = due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        due = due.filter((each) => each !== next);
        now = next.at;
        next.fn();
      }
      now = end;
    },
  };
}
