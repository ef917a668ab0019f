import {
  createMachine,
  type DispenseOutcome,
  type MachineSpec,
  type Progress,
} from "@drop-in/vending-driver";
import { expect, test } from "vitest";
import { createHandTime } from "../line/hand-time.test-rig.ts";
import { createMemoryWire } from "../line/memory-wire.ts";
import type { LockProtocol } from "./boards.ts";
import { createLockerSim, defaultLockerSimSettings } from "./locker-sim.ts";
import {
  fillLocker,
  type LockerFault,
  type LockerWorld,
  lockerFaults,
  type Person,
  setDoor,
  setFault,
} from "./world.ts";

const protocols: LockProtocol[] = ["kr-cu16", "kr-cu48", "lock-8a", "modbus-relay"];

test.each(protocols)(
  "%s: the right door opens, its item is taken, and only that is said",
  async (protocol) => {
    const all = await locker({ protocol });
    const { outcome, steps } = await all.dispense(103);
    expect(outcome).toEqual({
      kind: "dispensed",
      proof: protocol === "kr-cu16" ? "confirmed" : "presumed",
    });
    expect(steps).toEqual(["checking", "go-sent", "door-open"]);
    await all.pass(10_000);
    expect(all.world().taken.map(({ slotId }) => slotId)).toEqual(["A03"]);
    expect(all.world().pulses).toHaveLength(1);
  },
);

test.each(protocols)(
  "%s: every door shut again is said, and an open one is named",
  async (protocol) => {
    const all = await locker({ protocol, person: "leaves-open" });
    await all.dispense(102);
    await all.pass(2_000);
    expect(all.machine.status().openDoors).toEqual([102]);
    all.set(setDoor(all.world(), 102, "closed"));
    await all.pass(3_000);
    expect(all.machine.status().openDoors).toEqual([]);
  },
);

test("a door that sticks may be opened once more when the person asks, and not a third time", async () => {
  const all = await locker({ faults: ["door-stuck"] });
  const going = all.start(101);
  await all.pass(5_000);
  expect(going.steps.at(-1)).toBe("door-shut");
  all.set(setFault(all.world(), "door-stuck", false));
  expect(all.machine.openAgain()).toBe(true);
  expect(all.machine.openAgain()).toBe(false);
  await all.pass(10_000);
  expect(going.outcome()).toEqual({ kind: "dispensed", proof: "confirmed" });
  expect(all.world().pulses).toHaveLength(2);
});

test("a door that stays shut gave nothing, where its own sensor still sees the item; else nobody knows", async () => {
  const seen = await locker({ faults: ["door-stuck"] });
  expect((await seen.dispense(101, 60_000)).outcome).toEqual({
    kind: "not-dispensed",
    reason: "door-stayed-shut",
    provedBy: "item-still-there",
  });
  const blind = await locker({ protocol: "lock-8a", faults: ["door-stuck"] });
  expect((await blind.dispense(101, 60_000)).outcome).toEqual({
    kind: "unclear",
    last: "door-stayed-shut",
  });
});

test("an item left behind the door is offered once more, and then nobody knows", async () => {
  const all = await locker({ person: "leaves-it" });
  const going = all.start(101);
  await all.pass(8_000);
  expect(going.steps.at(-1)).toBe("item-left");
  await all.pass(30_000);
  expect(going.outcome()).toEqual({ kind: "unclear", last: "item-left" });
});

test("a door that stands open, an empty compartment and an unknown lock get no pulse", async () => {
  const all = await locker({});
  all.set(setDoor(all.world(), 101, "open"));
  expect((await all.dispense(101)).outcome).toMatchObject({
    reason: "door-open",
    provedBy: "never-sent",
  });
  expect((await all.dispense(104)).outcome).toMatchObject({
    reason: "slot-empty",
    provedBy: "never-sent",
  });
  expect((await all.dispense(190)).outcome).toMatchObject({ reason: "slot-unknown" });
  expect((await all.dispense(301)).outcome).toMatchObject({ reason: "slot-unknown" });
  expect(all.world().pulses).toEqual([]);
});

test("what nobody has learnt is unknown: no door is called open or shut", async () => {
  const all = await locker({ learnt: false });
  expect(all.machine.evidence(101)).toMatchObject({ door: null, item: null });
  expect((await all.dispense(101, 10_000)).outcome).toEqual({ kind: "unclear", last: "go-sent" });
});

test("the cable pulled after the pulse leaves it unclear, and nothing is sent when it is back", async () => {
  const all = await locker({ faults: ["door-stuck"] });
  const going = all.start(101);
  await all.pass(1_000);
  all.wire.unplug();
  await all.pass(100);
  expect(going.outcome()).toMatchObject({ kind: "unclear" });
  all.wire.plugIn();
  await all.pass(10_000);
  expect(all.world().pulses).toHaveLength(1);
  expect(await all.read(101)).toMatchObject({ door: "closed", item: "present" });
});

test("the cable pulled before the pulse means that none is ever given", async () => {
  const all = await locker({});
  const going = all.start(101);
  all.wire.unplug();
  await all.pass(20_000);
  all.wire.plugIn();
  await all.pass(20_000);
  expect(going.outcome()).toMatchObject({ kind: "not-dispensed", provedBy: "never-sent" });
  expect(all.world().pulses).toEqual([]);
});

const people: Person[] = ["takes", "leaves-it", "leaves-open", "nobody"];
const single = lockerFaults.map((fault): LockerFault[] => [fault]);

test.each(protocols)(
  "%s: with any one fault and anybody before it, no outcome is a lie",
  async (protocol) => {
    for (const faults of [[], ...single]) {
      for (const person of people) {
        const all = await locker({ protocol, faults, person });
        const going = all.start(101);
        await all.pass(200_000);
        const outcome = going.outcome();
        const taken = all.world().taken.length;
        const told = `${faults} ${person}: ${JSON.stringify(outcome)}, ${taken} taken`;
        expect(outcome, told).toBeDefined();
        expect(taken, told).toBeLessThanOrEqual(1);
        if (outcome?.kind === "not-dispensed") expect(taken, told).toBe(0);
        // A sensor that is stuck may make a wrong presumption; it must not make two of them a certainty.
        const sensorLies = faults.some((fault) => fault.startsWith("item-stuck"));
        if (outcome?.kind === "dispensed" && outcome.proof === "confirmed" && !sensorLies)
          expect(taken, told).toBe(1);
        // Back again, whatever was lost: nothing that waited may be sent now.
        all.wire.plugIn();
        all.sim.setPower(true);
        await all.pass(30_000);
        expect(all.world().pulses.length, told).toBeLessThanOrEqual(1);
      }
    }
  },
  60_000,
);

test.each([
  ["hook-stuck-closed", "takes", { kind: "dispensed", proof: "presumed" }],
  ["hook-stuck-closed", "nobody", { kind: "not-dispensed", provedBy: "item-still-there" }],
  ["hook-stuck-open", "takes", { kind: "not-dispensed", provedBy: "never-sent" }],
  ["item-stuck-present", "takes", { kind: "unclear", last: "item-left" }],
  ["item-stuck-present", "leaves-it", { kind: "unclear", last: "item-left" }],
  ["item-stuck-absent", "takes", { kind: "not-dispensed", provedBy: "never-sent" }],
  ["power-cut-before", "takes", { kind: "unclear" }],
  ["power-cut-after", "takes", { kind: "unclear" }],
  ["unplug-before", "takes", { kind: "unclear" }],
  ["unplug-after", "takes", { kind: "unclear" }],
  ["silent-board", "takes", { kind: "not-dispensed", provedBy: "never-sent" }],
  ["wrong-checksum", "takes", { kind: "not-dispensed", provedBy: "never-sent" }],
  ["garbage-burst", "takes", { kind: "dispensed", proof: "confirmed" }],
  ["glued", "takes", { kind: "dispensed", proof: "confirmed" }],
  ["one-byte-reads", "takes", { kind: "dispensed", proof: "confirmed" }],
  ["busy-after-unlock", "takes", { kind: "dispensed", proof: "confirmed" }],
  ["bounce", "takes", { kind: "dispensed", proof: "confirmed" }],
  ["echo", "takes", { kind: "dispensed", proof: "confirmed" }],
] as const)("kr-cu16 with %s, somebody who %s", async (fault, person, expected) => {
  const all = await locker({ faults: [fault], person });
  expect((await all.dispense(101, 120_000)).outcome).toMatchObject(expected);
});

test("a board that falls silent after the pulse proves nothing, however shut its door was before", async () => {
  const all = await locker({ faults: ["door-stuck"] });
  const going = all.start(101);
  await all.pass(1_000);
  all.set(setFault(all.world(), "silent-board", true));
  await all.pass(60_000);
  expect(going.outcome()).toMatchObject({ kind: "unclear" });
});

test("an 8A line that hears itself unasked never takes its own question for a board all shut", async () => {
  const all = await locker({ protocol: "lock-8a", faults: ["silent-board"] });
  all.wire.line.onBytes((bytes) => all.wire.line.write(bytes));
  await all.pass(20_000);
  expect(all.machine.status().link).toBe("offline");
  expect(await all.read(101)).toBeUndefined();
});

type Setup = { protocol?: LockProtocol; faults?: LockerFault[]; person?: Person; learnt?: boolean };

async function locker({
  protocol = "kr-cu16",
  faults = [],
  person = "takes",
  learnt = true,
}: Setup) {
  const time = createHandTime();
  const wire = createMemoryWire(time.timer);
  let world: LockerWorld = {
    ...fillLocker(
      [101, 102, 103, 104].map((selection, index) => ({
        slotId: `A0${index + 1}`,
        selection,
        stock: selection === 104 ? 0 : 1,
        variantId: "knee-sleeve-m-either",
        lot: "L1",
      })),
    ),
    person,
    faults,
  };
  const set = (next: LockerWorld) => {
    world = next;
  };
  const sim = createLockerSim({
    line: wire.line,
    timer: time.timer,
    now: time.now,
    store: { get: () => world, set },
    settings: { ...defaultLockerSimSettings, protocol },
    onChange() {},
    unplug: wire.unplug,
  });
  const known = {
    closedBit: 1 as const,
    presentBit: 1 as const,
    itemSensorTrusted: protocol === "kr-cu16",
  };
  const settings = {
    boards: [1],
    echo: faults.includes("echo"),
    ...(learnt ? { ...known, order: "last-byte-first" as const } : {}),
  };
  const spec: MachineSpec = { protocol, address: "/dev/null", settings };
  const machine = createMachine(wire.link, spec, {
    timer: time.timer,
    clock: time.clock,
    firstPackNo: 1,
  });
  await time.pass(3_000);

  function start(selection: number) {
    const steps: Progress[] = [];
    let outcome: DispenseOutcome | undefined;
    void machine
      .dispense(selection, (step) => steps.push(step))
      .then((known) => {
        outcome = known;
      });
    return { steps, outcome: () => outcome };
  }
  async function dispense(selection: number, ms = 20_000) {
    const going = start(selection);
    await time.pass(ms);
    return { outcome: going.outcome(), steps: going.steps };
  }
  async function read(selection: number) {
    const asked = machine.readEvidence(selection);
    await time.pass(2_000);
    return asked;
  }
  return { machine, wire, sim, pass: time.pass, world: () => world, set, start, dispense, read };
}
