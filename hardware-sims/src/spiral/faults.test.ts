import { createVmcMachine, type DispenseOutcome, type SerialLink } from "@drop-in/vending-driver";
import { expect, test } from "vitest";
import { createHandTime } from "../line/hand-time.test-rig.ts";
import { createController, defaultControllerSettings } from "./controller.ts";
import { createFaults, faultPlan, type SpiralFault, spiralFaultNames } from "./faults.ts";
import { createFaultyLine } from "./faulty-line.ts";
import { seeded } from "./seeded.ts";
import { fillWorld } from "./world.ts";

const unclear = (last: string) => ({ kind: "unclear", last });
const refused = (reason: string, provedBy = "refused-before-motion") => ({
  ...{ kind: "not-dispensed", reason, provedBy },
});
const dispensed = { kind: "dispensed", proof: "confirmed" };

/** What the driver says of each fault, and how many items really fell. */
const outcomes: Record<SpiralFault, [object, fell: number]> = {
  jam: [unclear("jammed"), 0],
  "no-drop": [unclear("jammed"), 1],
  // The one lie nobody can see through: a sensor that sees a fall is believed.
  "ghost-drop": [dispensed, 0],
  "lift-error": [unclear("delivery-path-fault"), 0],
  "door-open": [refused("delivery-door-open"), 0],
  "unknown-slot": [refused("slot-unknown"), 0],
  "out-of-stock": [refused("slot-empty"), 0],
  "motor-missing": [refused("motor-missing"), 0],
  "motor-does-not-stop": [unclear("motor-did-not-stop"), 1],
  "no-ack": [dispensed, 1],
  "ack-then-silence": [unclear("accepted"), 1],
  "late-success": [unclear("accepted"), 1],
  "duplicate-success": [dispensed, 1],
  "success-24h": [dispensed, 1],
  "terminated-ff": [unclear("stopped"), 1],
  "power-cut-before": [unclear("accepted"), 0],
  "power-cut-after": [unclear("accepted"), 1],
  "unplug-before": [refused("offline", "never-sent"), 0],
  "unplug-after": [unclear("go-sent"), 1],
  "five-byte-status": [dispensed, 1],
  "garbage-burst": [dispensed, 1],
  "wrong-checksum-then-resend": [dispensed, 1],
  "glued-frames": [dispensed, 1],
  "one-byte-reads": [dispensed, 1],
};

test.each(spiralFaultNames)("%s is told as what it proves", async (name) => {
  const rig = await online();
  rig.faults.set(name, 1);
  const [outcome, fell] = outcomes[name];
  expect(await rig.vend()).toEqual(outcome);
  await rig.time.pass(20_000);
  expect(rig.dropped()).toBe(fell);
  expect(rig.turns()).toBeLessThanOrEqual(1);
});

test.each(spiralFaultNames)("after %s the machine vends again", async (name) => {
  const rig = await online();
  rig.faults.set(name, 1);
  await rig.vend();
  rig.faults.set(name, 0);
  await rig.time.pass(30_000);
  const before = rig.dropped();
  expect(await rig.vend(12)).toMatchObject(name === "lift-error" ? {} : { kind: "dispensed" });
  expect(rig.dropped()).toBe(before + (name === "lift-error" ? 0 : 1));
});

test("a jam is on the machine's own list, through a power cut, until its mark is cleared", async () => {
  const rig = await online();
  rig.faults.set("jam", 1);
  await rig.vend();
  rig.controller.setPower(false);
  rig.controller.setPower(true);
  await rig.time.pass(15_000);
  const reading = rig.machine.readEvidence(11);
  await rig.time.pass(4_000);
  expect(await reading).toMatchObject({ jammed: true });
  expect(rig.machine.evidence(12)).toMatchObject({ jammed: false });
});

test("the same seed is the same plan of faults, and another seed another", () => {
  const plan = (seed: number) => faultPlan(seeded(seed));
  expect(plan(7)).toEqual(plan(7));
  expect(plan(7)).not.toEqual(plan(8));
  expect(Object.keys(plan(7)).length).toBeGreaterThan(0);
});

/** A driver and a machine on a wire in memory, in time that is turned by hand. */
async function online() {
  const time = createHandTime();
  const { timer } = time;
  const wire = memoryWire();
  const faults = createFaults(() => 0.5);
  const coil = { capacity: 6, stock: 3, variantId: "v", lot: "L1" };
  let world = fillWorld([
    { slotId: "A01", selection: 11, ...coil },
    { slotId: "A02", selection: 12, ...coil },
  ]);
  const controller = createController({
    ...{ timer, faults, now: () => "2026-11-25T00:00:00.000Z", onChange: () => {} },
    line: createFaultyLine({ line: wire.line, timer, faults, random: () => 0.9 }),
    plug: wire.plug,
    store: {
      get: () => world,
      set(next) {
        world = next;
      },
    },
    settings: { ...defaultControllerSettings, motorTurnMs: 1_000, powerUpMs: 1_000 },
  });
  const machine = createVmcMachine(wire.link, {
    ...{ timer, clock: time.clock, firstPackNo: 9 },
    settings: { dropSensorTrusted: true },
  });
  await time.pass(5_000);

  return {
    time,
    faults,
    controller,
    machine,
    dropped: () => world.dropped.length,
    turns: () => world.lifetimeTurns,
    async vend(selection = 11): Promise<DispenseOutcome> {
      const outcome = machine.dispense(selection);
      await time.pass(62_000);
      return outcome;
    },
  };
}

function memoryWire() {
  let plugged = true;
  const hostHears = new Set<(bytes: Uint8Array) => void>();
  const deviceHears: ((bytes: Uint8Array) => void)[] = [];
  const states = new Set<(state: "open" | "closed") => void>();
  const link: SerialLink = {
    state: () => (plugged ? "open" : "closed"),
    async write(bytes) {
      if (!plugged) throw new Error("the link is closed");
      queueMicrotask(() => {
        for (const listener of deviceHears) listener(bytes);
      });
    },
    onBytes(listener) {
      hostHears.add(listener);
      return () => hostHears.delete(listener);
    },
    onState(listener) {
      states.add(listener);
      return () => states.delete(listener);
    },
    async close() {},
  };
  return {
    link,
    line: {
      onBytes: (listener: (bytes: Uint8Array) => void) => void deviceHears.push(listener),
      write(bytes: Uint8Array) {
        queueMicrotask(() => {
          if (plugged) for (const listener of hostHears) listener(bytes);
        });
      },
    },
    plug(next: boolean) {
      plugged = next;
      for (const listener of states) listener(next ? "open" : "closed");
    },
  };
}
