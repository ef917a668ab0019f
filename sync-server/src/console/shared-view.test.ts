import { expect, test } from "vitest";
import type { LiveView } from "./live-view.ts";
import { createSharedView } from "./shared-view.ts";

function slowView() {
  let [now, made] = [0, 0];
  const waiting: (() => void)[] = [];
  const make = async () => {
    made += 1;
    const number = made;
    await new Promise<void>((resolve) => waiting.push(resolve));
    return { number } as unknown as Awaited<ReturnType<LiveView>>;
  };
  return {
    look: createSharedView(make, () => new Date(now)),
    made: () => made,
    async finish(tookMs: number): Promise<void> {
      now += tookMs;
      waiting.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
    pass(ms: number): void {
      now += ms;
    },
  };
}

test("who asks while a view is made gets the next one, and all of them the same", async () => {
  const { look, finish, made } = slowView();
  const first = look();
  const [second, third] = [look(), look()];
  await finish(100);
  await finish(100);
  expect(await first).toEqual({ number: 1 });
  expect([await second, await third]).toEqual([{ number: 2 }, { number: 2 }]);
  expect(made()).toBe(2);
});

test("a view that took long is shown again for a while, one that took no time is not", async () => {
  const { look, finish, pass } = slowView();
  const first = look();
  await finish(100);
  pass(499);
  expect(await look()).toBe(await first);
  pass(1);
  const second = look();
  await finish(0);
  expect(await second).toEqual({ number: 2 });
  const third = look();
  await finish(0);
  expect(await third).toEqual({ number: 3 });
});

test("a view that failed is tried anew by the next who asks", async () => {
  let fails = true;
  const look = createSharedView(
    async () => {
      if (fails) throw new Error("away");
      return { number: 1 } as unknown as Awaited<ReturnType<LiveView>>;
    },
    () => new Date(0),
  );
  await expect(look()).rejects.toThrow("away");
  fails = false;
  expect(await look()).toEqual({ number: 1 });
});
