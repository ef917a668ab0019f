import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createVmcMachine, openLink, type VendingMachine } from "@drop-in/vending-driver";
import { afterEach, beforeEach, expect, test } from "vitest";
import { realTimer, wallClock } from "../adapters/real-time.ts";
import type { PluggableLine } from "../line/line.ts";
import { openLine } from "../line/open-line.ts";
import { type Controller, createController, defaultControllerSettings } from "./controller.ts";
import { fillWorld, jam, type World } from "./world.ts";

const coil = { capacity: 6, variantId: "knee-sleeve-m-either", lot: "L1" };
const settings = { ...defaultControllerSettings, pollMs: 20, motorTurnMs: 150, powerUpMs: 200 };

let folder: string;
let line: PluggableLine;
let world: World;
let controller: Controller;
let machine: VendingMachine;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "machine-"));
  line = await openLine(folder, "machine");
  world = fillWorld([
    { slotId: "A01", selection: 11, stock: 2, ...coil },
    { slotId: "A02", selection: 12, stock: 0, ...coil },
  ]);
  const set = (next: World) => {
    world = next;
  };
  const store = { get: () => world, set };
  const onChange = () => {};
  controller = createController({
    line,
    timer: realTimer,
    now: wallClock,
    store,
    settings,
    onChange,
  });
  machine = createVmcMachine(openLink(line.address, { baudRate: 57_600, timer: realTimer }), {
    timer: realTimer,
    clock: () => performance.now(),
    firstPackNo: 7,
    settings: { dropSensorTrusted: true, doorOpenValue: 1 },
  });
  await reaches((status) => status.link === "online" && status.deliveryPath === "ok");
});

afterEach(async () => {
  controller.setPower(false);
  await machine.close();
  await line.unplug();
  rmSync(folder, { recursive: true });
});

test("a filled coil gives one item, and the sensor's word makes it sure", async () => {
  const steps: string[] = [];
  expect(await machine.dispense(11, (step) => steps.push(step))).toEqual({
    kind: "dispensed",
    proof: "confirmed",
  });
  expect(steps).toEqual(["checking", "go-sent", "accepted", "moving"]);
  expect(world.dropped.map(({ itemId }) => itemId)).toEqual(["A01-1"]);
});

test("a jam is unclear, and nothing fell", async () => {
  world = jam(world, "A01");
  expect(await machine.dispense(11)).toEqual({ kind: "unclear", last: "jammed" });
  expect(world.dropped).toEqual([]);
  expect(world.slots[0]).toMatchObject({ turns: 1, hanging: { itemId: "A01-1" } });
});

test("an empty slot and an open door are refused before any coil turns", async () => {
  expect(await machine.dispense(12)).toMatchObject({ kind: "not-dispensed", reason: "slot-empty" });
  world = { ...world, doorOpen: true };
  expect(await machine.dispense(11)).toMatchObject({
    kind: "not-dispensed",
    reason: "delivery-door-open",
  });
  expect(world.lifetimeTurns).toBe(0);
});

test("a cable pulled mid-turn is unclear, exactly one item falls, and the line comes back", async () => {
  const outcome = await machine.dispense(11, (step) => {
    if (step === "moving") void line.unplug();
  });
  expect(outcome).toEqual({ kind: "unclear", last: "moving" });
  expect(machine.status().link).toBe("offline");
  await line.plugIn();
  await reaches((status) => status.link === "online");
  expect(world.dropped).toHaveLength(1);
  expect(world.lifetimeTurns).toBe(1);
});

test("a power cut mid-turn is unclear, and the coil comes home once the power is back", async () => {
  const outcome = machine.dispense(11, (step) => {
    if (step !== "moving") return;
    controller.setPower(false);
    controller.setPower(true);
  });
  expect(await outcome).toEqual({ kind: "unclear", last: "moving" });
  expect(world.dropped).toHaveLength(1);
  expect(world.lifetimeTurns).toBe(1);
});

/** Waits for the machine to say so itself. */
function reaches(wanted: (status: ReturnType<VendingMachine["status"]>) => boolean): Promise<void> {
  if (wanted(machine.status())) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = machine.onStatus((status) => {
    if (!wanted(status)) return;
    stop();
    resolve();
  });
  return promise;
}
