import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMachineProcess, type VendingMachine } from "@drop-in/vending-driver";
import { afterEach, beforeEach, expect, test } from "vitest";
import { realTimer, wallClock } from "../adapters/real-time.ts";
import type { PluggableLine } from "../line/line.ts";
import { openLine } from "../line/open-line.ts";
import { createController, defaultControllerSettings } from "./controller.ts";
import { fillWorld, type World } from "./world.ts";

const coil = { capacity: 6, variantId: "knee-sleeve-m-either", lot: "L1" };
const settings = { ...defaultControllerSettings, pollMs: 20, motorTurnMs: 300, powerUpMs: 200 };
const program = new URL(
  "../../../vending-driver/src/adapters/crashing-program.test-rig.ts",
  import.meta.url,
);

let folder: string;
let line: PluggableLine;
let world: World;
let orders: string[];
let deaths: number;
let machine: VendingMachine;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "process-"));
  line = await openLine(folder, "machine");
  world = fillWorld([
    { slotId: "A01", selection: 11, stock: 2, ...coil },
    { slotId: "A98", selection: 98, stock: 2, ...coil },
    { slotId: "A99", selection: 99, stock: 2, ...coil },
  ]);
  orders = [];
  deaths = 0;
  const set = (next: World) => {
    world = next;
  };
  createController({
    ...{ line, timer: realTimer, now: wallClock, settings, onChange() {} },
    store: { get: () => world, set },
    onFrame: (from, _bytes, type) => from === "host" && orders.push(type),
  });
  machine = openMachineProcess(
    { protocol: "vmc-fafb", address: line.address, settings: { dropSensorTrusted: true } },
    {
      ...{ timer: realTimer, firstPackNo: () => 7, selections: [11, 98, 99], program },
      onDeath: () => (deaths += 1),
    },
  );
});

afterEach(async () => {
  await machine.close();
  await line.unplug();
  rmSync(folder, { recursive: true });
});

test("before the process hears its machine an order is refused, and it does not wait there to be sent", async () => {
  expect(await machine.dispense(11)).toEqual({
    kind: "not-dispensed",
    reason: "offline",
    provedBy: "never-sent",
  });
  await reaches(machine, "online");
  expect(orders).not.toContain("check-selection");
  expect(world.lifetimeTurns).toBe(0);
});

test("through the process one item leaves, with its steps, and a second order meanwhile is busy", async () => {
  await reaches(machine, "online");
  const steps: string[] = [];
  const outcome = machine.dispense(11, (step) => steps.push(step));
  expect(await machine.dispense(11)).toMatchObject({ reason: "busy", provedBy: "never-sent" });
  expect(await outcome).toEqual({ kind: "dispensed", proof: "confirmed" });
  expect(steps).toEqual(["checking", "go-sent", "accepted", "moving"]);
  expect(world.dropped).toHaveLength(1);
});

test("a process that breaks in a turn leaves it unclear, one item falls, and the next one vends again", async () => {
  await reaches(machine, "online");
  const outcome = await machine.dispense(99);
  expect(outcome.kind).toBe("unclear");
  expect(machine.status().link).toBe("offline");
  expect(deaths).toBe(1);
  await reaches(machine, "online");
  expect(world.dropped.length).toBeLessThanOrEqual(1);
  expect(await machine.dispense(11)).toMatchObject({ kind: "dispensed" });
});

test("a process that breaks before it was heard of again is unclear, never proved unsent", async () => {
  await reaches(machine, "online");
  expect(await machine.dispense(98)).toEqual({ kind: "unclear", last: "go-sent" });
});

/** Waits for the machine to say so itself. */
function reaches(said: VendingMachine, link: "online" | "offline"): Promise<void> {
  if (said.status().link === link) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = said.onStatus((status) => {
    if (status.link !== link) return;
    stop();
    resolve();
  });
  return promise;
}
