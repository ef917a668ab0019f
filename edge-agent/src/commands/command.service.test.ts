import { expect, test } from "vitest";
import { createCommandStore } from "./command.store.ts";
import { ask, bootDevice, idOf, lastTold, newSite, openB04, pass } from "./commands.fixture.ts";

function stand() {
  const site = newSite();
  return { site, device: bootDevice(site) };
}

test("a good command is counted and on disk before its door has its one pulse, and then told as done", () => {
  const { site, device } = stand();
  device.take(ask(device, 1));
  expect(site.pulses).toMatchObject([{ selection: 4 }]);
  expect(site.facts.map(({ type }) => type)).toEqual(["command.accepted.v1", "command.done.v1"]);
  expect(device.shown()).toEqual(openB04);
  pass(site, 60_000);
  expect(device.shown()).toBeNull();
});

test("a clock nobody believes keeps no fresh command out: the challenge is what makes it fresh", () => {
  const { site, device } = stand();
  site.wallSkewMs = -20 * 365 * 24 * 3_600_000;
  site.wallIsBelieved = false;
  device.take(ask(device, 1, { notAfter: "2026-11-23T09:00:00.000Z" }));
  expect(lastTold(site)).toBe("done");
});

test("a restored database gives no challenge at all until the centre knows it again", () => {
  const { site } = stand();
  site.isCurrent = false;
  const device = bootDevice(site);
  expect(device.challenge(idOf(1))).toBeUndefined();
  site.isCurrent = true;
  device.take(ask(device, 1));
  expect(lastTold(site)).toBe("done");
});

test("a door that nobody saw open is not told as done", async () => {
  const { site, device } = stand();
  site.door = { steps: ["go-sent"], outcome: { kind: "unclear", last: "go-sent" } };
  device.take(ask(device, 1));
  await Promise.resolve();
  expect(lastTold(site)).toBe("failed");
});

test("while one door is on its way no second one moves, and a restart waits", () => {
  const { site, device } = stand();
  site.door = undefined;
  device.take(ask(device, 1));
  pass(site, 40_000);
  device.take(ask(device, 2));
  expect(lastTold(site)).toBe("not-possible");
  device.take(ask(device, 3, { action: { type: "restart" } }));
  expect([lastTold(site), site.restarts]).toEqual(["not-possible", []]);
});

test("a restart is done when the device is up again, twice in an hour at most, whatever became of its memory", () => {
  const site = newSite();
  let device = bootDevice(site);
  for (const count of [1, 2]) {
    device.take(ask(device, count, { action: { type: "restart" } }));
    expect([site.restarts.length, createCommandStore(site.db).isRestarting()]).toEqual([
      count,
      true,
    ]);
    device = bootDevice(site);
    expect([lastTold(site), createCommandStore(site.db).isRestarting()]).toEqual(["done", false]);
  }
  device.take(ask(device, 3, { action: { type: "restart" } }));
  expect([lastTold(site), site.restarts.length]).toEqual(["too-many", 2]);
});

test("a restart that never came holds nothing up for longer than a minute", () => {
  const { site, device } = stand();
  device.take(ask(device, 1, { action: { type: "restart" } }));
  pass(site, 60_000);
  expect(lastTold(site)).toBe("failed");
});

test("a disk that cannot be written moves no door, and a later command does", () => {
  const { site, device } = stand();
  site.db.pragma("query_only = ON");
  expect(() => device.take(ask(device, 1))).toThrow();
  expect(site.pulses).toEqual([]);
  site.db.pragma("query_only = OFF");
  device.take(ask(device, 2));
  expect(site.pulses).toHaveLength(1);
});
