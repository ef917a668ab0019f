import { expect, test } from "vitest";
import { cpuSecondsIn, figuresOf, mibIn, treeOf } from "./proc.ts";

test("CPU is read behind the name of a process, whatever that holds", () => {
  const stat = (name: string) =>
    `7 (${name}) S 1 7 7 0 -1 4194304 900 0 0 0 250 50 100 25 20 0 11 0 123 456 789`;
  expect(cpuSecondsIn(stat("node"))).toBe(4.25);
  expect(cpuSecondsIn(stat("a) S 9 (b"))).toBe(4.25);
});

test("sizes are read by name; one that is not there is nothing", () => {
  const status = "Name:\tnode\nVmPeak:\t  900000 kB\nVmHWM:\t  204800 kB\nVmRSS:\t  102400 kB\n";
  expect([mibIn(status, "VmHWM"), mibIn(status, "VmRSS"), mibIn("", "VmRSS")]).toEqual([
    200, 100, 0,
  ]);
});

test("a living process has figures, and one that is gone has none", () => {
  expect(treeOf(process.pid)[0]).toBe(process.pid);
  expect(figuresOf(process.pid).rssMib).toBeGreaterThan(10);
  expect(figuresOf(2 ** 30)).toMatchObject({ cpuSeconds: 0, rssMib: 0, peakRssMib: 0 });
});
