import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMachine, type VendingMachine } from "@drop-in/vending-driver";
import { afterEach, beforeEach, expect, test } from "vitest";
import { realTimer, wallClock } from "../adapters/real-time.ts";
import type { PluggableLine } from "../line/line.ts";
import { openLine } from "../line/open-line.ts";
import { createLockerSim, defaultLockerSimSettings } from "./locker-sim.ts";
import { fillLocker, type LockerWorld } from "./world.ts";

let folder: string;
let line: PluggableLine;
let world: LockerWorld;
let machine: VendingMachine;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "locker-"));
  line = await openLine(folder, "machine");
  const inside = { stock: 1, variantId: "knee-sleeve-m-either", lot: "L1" };
  world = fillLocker([
    { slotId: "A01", selection: 101, ...inside },
    { slotId: "A02", selection: 102, ...inside },
  ]);
  const set = (next: LockerWorld) => {
    world = next;
  };
  createLockerSim({
    line,
    timer: realTimer,
    now: wallClock,
    store: { get: () => world, set },
    settings: { ...defaultLockerSimSettings, takesAfterMs: 100, shutsAfterMs: 100 },
    onChange() {},
  });
  const learnt = { closedBit: 1, presentBit: 1, itemSensorTrusted: true } as const;
  const settings = { boards: [1], ...learnt, idleReadMs: 50, busyReadMs: 20, answerMs: 100 };
  machine = openMachine(
    { protocol: "kr-cu16", address: line.address, settings },
    { timer: realTimer, clock: () => performance.now(), firstPackNo: 1 },
  );
  await reaches("online");
});

afterEach(async () => {
  await machine.close();
  await line.unplug();
  rmSync(folder, { recursive: true });
});

test("a real serial line: one door opens, and its item is seen to go", async () => {
  const steps: string[] = [];
  const outcome = await machine.dispense(102, (step) => steps.push(step));
  expect(outcome).toEqual({ kind: "dispensed", proof: "confirmed" });
  expect(steps).toEqual(["checking", "go-sent", "door-open"]);
  expect(world.taken.map(({ slotId }) => slotId)).toEqual(["A02"]);
});

test("a cable pulled after the pulse is unclear; back again, nothing is sent and the hardware tells what was", async () => {
  world = { ...world, person: "nobody" };
  const outcome = await machine.dispense(101, (step) => {
    if (step === "door-open") void line.unplug();
  });
  expect(outcome).toEqual({ kind: "unclear", last: "moving" });
  await reaches("offline");
  await line.plugIn();
  await reaches("online");
  expect(await machine.readEvidence(101)).toMatchObject({ door: "open", item: "present" });
  expect(world.pulses).toHaveLength(1);
});

/** Waits for the machine to say so itself. */
function reaches(wanted: string): Promise<void> {
  if (machine.status().link === wanted) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = machine.onStatus(({ link }) => {
    if (link !== wanted) return;
    stop();
    resolve();
  });
  return promise;
}
