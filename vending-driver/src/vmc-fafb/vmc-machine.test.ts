import { expect, test } from "vitest";
import type { DispenseOutcome, Progress } from "../vending-machine.ts";
import type { HostMessage } from "./message.ts";
import { createHandTime, createScriptedLine } from "./scripted-line.test-rig.ts";
import { createVmcMachine } from "./vmc-machine.ts";
import type { VmcSettings } from "./vmc-settings.ts";

const ack: HostMessage = { type: "ack" };
const drive: HostMessage = { type: "drive", selection: 13, dropSensor: true, lift: false };

test("a dispense is checked, driven once, followed, and confirmed by a trusted sensor", async () => {
  const rig = atGo({ dropSensorTrusted: true });
  expect(rig.poll()).toEqual([drive]);
  rig.ack();
  expect(rig.status(0x01)).toEqual([ack]);
  expect(rig.status(0x02)).toEqual([ack]);
  expect(await rig.outcome).toEqual({ kind: "dispensed", proof: "confirmed" });
  expect(rig.steps).toEqual(["checking", "go-sent", "accepted", "moving"]);
});

test.each([
  [{ useDropSensor: false, dropSensorTrusted: true }, 0x02],
  [{ dropSensorTrusted: false }, 0x02],
  [{}, 0x24],
])("without a sensor that is asked and trusted, %o ends presumed", async (settings, status) => {
  const rig = moving(settings);
  rig.status(status);
  expect(await rig.outcome).toEqual({ kind: "dispensed", proof: "presumed" });
});

test.each([
  [0x02, "slot-empty"],
  [0x03, "slot-unknown"],
  [0x04, "slot-paused"],
  [0x05, "lift-fault"],
  [0x06, "delivery-door-open"],
  [0x17, "machine-fault"],
])(
  "check answer %i is refused before motion as %s, and go never leaves",
  async (status, reason) => {
    const rig = checked();
    rig.line.say({ type: "check-reply", status, selection: 13 });
    const provedBy = "refused-before-motion";
    expect(await rig.outcome).toEqual({ kind: "not-dispensed", reason, provedBy });
    expect(rig.poll()).not.toContainEqual(drive);
  },
);

test.each([
  [0x03, "jammed"],
  [0x04, "motor-did-not-stop"],
  [0x07, "delivery-path-fault"],
  [0x12, "delivery-path-fault"],
  [0xff, "stopped"],
])("final status %i is unclear (%s): silence of a sensor is no proof", async (status, last) => {
  const rig = moving();
  rig.status(status);
  expect(await rig.outcome).toEqual({ kind: "unclear", last });
});

test("a missing motor is proof that nothing moved, unless something was seen moving", async () => {
  const still = accepted();
  still.status(0x06);
  expect(await still.outcome).toMatchObject({ kind: "not-dispensed", reason: "motor-missing" });
  const moved = moving();
  moved.status(0x06);
  expect(await moved.outcome).toEqual({ kind: "unclear", last: "moving" });
});

test("go is written once even if it is never acknowledged, and silence makes it unclear", async () => {
  const rig = atGo();
  expect(rig.poll()).toEqual([drive]);
  for (let polls = 0; polls < 60; polls += 1) expect(rig.poll()).not.toContainEqual(drive);
  expect(await rig.outcome).toEqual({ kind: "unclear", last: "go-sent" });
});

test("a status after a lost acknowledgement still decides", async () => {
  const rig = atGo();
  rig.poll();
  rig.poll();
  rig.status(0x01);
  rig.status(0x02);
  expect(await rig.outcome).toMatchObject({ kind: "dispensed" });
});

test("accepted, moving, and then silence are each unclear in their own time", async () => {
  const silent = accepted();
  silent.pollFor(10_000);
  expect(await silent.outcome).toEqual({ kind: "unclear", last: "accepted" });
  const stuck = moving();
  stuck.pollFor(60_000);
  expect(await stuck.outcome).toEqual({ kind: "unclear", last: "moving" });
});

test("a success that comes too late changes nothing and starts nothing", async () => {
  const rig = accepted();
  rig.pollFor(10_000);
  expect(rig.status(0x02)).toEqual([ack]);
  expect(await rig.outcome).toEqual({ kind: "unclear", last: "accepted" });
  expect(rig.poll()).not.toContainEqual(drive);
});

test("the cable before go proves nothing left; after go it is unclear", async () => {
  const before = checked();
  before.line.setLink("closed");
  expect(await before.outcome).toMatchObject({ reason: "offline", provedBy: "never-sent" });
  before.line.setLink("open");
  for (let polls = 0; polls < 6; polls += 1) expect(before.poll()).not.toContainEqual(drive);

  const after = moving();
  after.line.setLink("closed");
  expect(await after.outcome).toEqual({ kind: "unclear", last: "moving" });
});

test("a controller that lost power mid-turn remembers nothing, so the outcome is unclear", async () => {
  const rig = moving();
  rig.line.say({ type: "sync" });
  expect(await rig.outcome).toEqual({ kind: "unclear", last: "moving" });
  expect(rig.poll()).toEqual([{ type: "sync" }]);
});

test("a check that is not answered ends the try, and go never leaves", async () => {
  const rig = checked();
  rig.pollFor(5_000);
  expect(await rig.outcome).toMatchObject({ reason: "no-answer", provedBy: "never-sent" });
});

test("with a link but no polls, nothing is ever sent", async () => {
  const rig = online();
  rig.start();
  rig.time.pass(9_000);
  expect(await rig.outcome).toMatchObject({ reason: "no-answer", provedBy: "never-sent" });
});

test("a second order while one is in flight is busy, and the first goes on", async () => {
  const rig = moving();
  const provedBy = "never-sent";
  expect(await rig.machine.dispense(14)).toEqual({
    kind: "not-dispensed",
    reason: "busy",
    provedBy,
  });
  rig.status(0x02);
  expect(await rig.outcome).toMatchObject({ kind: "dispensed" });
});

test("news of another slot, a repeated frame, or one with a wrong check byte decides nothing", async () => {
  const rig = moving();
  rig.line.say({ type: "dispense-status", status: 0x02, selection: 14 });
  const wrong = rig.line.frame({ type: "dispense-status", status: 0x02, selection: 13 });
  wrong[wrong.length - 1] = (wrong.at(-1) ?? 0) ^ 1;
  rig.line.emit(...wrong);
  const jam = rig.line.frame({ type: "dispense-status", status: 0x03, selection: 13 });
  rig.line.emit(...jam);
  rig.line.emit(...jam);
  expect(await rig.outcome).toEqual({ kind: "unclear", last: "jammed" });
});

test("a success left over from an earlier dispense is not taken for this one, nor is its resend", async () => {
  const rig = atGo();
  const old = rig.line.frame({ type: "dispense-status", status: 0x02, selection: 13 });
  rig.line.emit(...old);
  rig.poll();
  rig.line.emit(...old);
  rig.ack();
  rig.status(0x01);
  rig.status(0x03);
  expect(await rig.outcome).toEqual({ kind: "unclear", last: "jammed" });
});

test("a status glued behind a poll, or arriving byte by byte, is heard", async () => {
  const glued = moving();
  const success = { type: "dispense-status", status: 0x02, selection: 13 } as const;
  glued.line.emit(0xfa, 0xfb, 0x41, 0x00, 0x40, ...glued.line.frame(success));
  expect(await glued.outcome).toMatchObject({ kind: "dispensed" });
  const slow = moving();
  for (const byte of slow.line.frame(success)) slow.line.emit(byte);
  expect(await slow.outcome).toMatchObject({ kind: "dispensed" });
});

test("the start of a cut-off frame does not swallow the polls that follow", () => {
  const rig = online();
  rig.line.emit(0xfa, 0xfb, 0x52, 0x21, 0x01);
  expect(rig.poll()).toEqual([ack]);
});

test("a command does not ride on an old poll", () => {
  const rig = online();
  rig.start();
  rig.line.say({ type: "poll" });
  expect(rig.line.heard()).toEqual([{ type: "check-selection", selection: 13, padded: true }]);
  const late = online();
  late.start();
  const poll = [0xfa, 0xfb, 0x41, 0x00, 0x40];
  late.line.say({ type: "ack" });
  late.line.emit(...poll, ...poll);
  expect(late.line.heard().map(({ type }) => type)).toEqual(["ack", "check-selection"]);
});

test("silence becomes stale, then offline, and then nothing is claimed of the machine", () => {
  const rig = online({ doorOpenValue: 1 });
  rig.line.say(longStatus(1));
  rig.line.say({ type: "short-status", status: 0 });
  expect(rig.machine.status()).toMatchObject({
    link: "online",
    door: "open",
    cabinetTemperatureC: 19,
    deliveryPath: "ok",
  });
  rig.time.pass(2_000);
  expect(rig.machine.status().link).toBe("stale");
  rig.time.pass(8_000);
  expect(rig.machine.status()).toMatchObject({
    link: "offline",
    door: "unknown",
    cabinetTemperatureC: null,
    deliveryPath: "unknown",
  });
});

test("the door is unknown until somebody has found out which value means open", () => {
  const rig = online();
  rig.line.say(longStatus(1));
  expect(rig.machine.status().door).toBe("unknown");
});

function longStatus(door: number) {
  const sensorsC = [19];
  return {
    type: "machine-status",
    cabinetTemperatureC: 19,
    door,
    machineId: "1",
    sensorsC,
  } as const;
}

/** A machine that has said its greetings and is being polled. */
function online(settings: Partial<VmcSettings> = {}) {
  const time = createHandTime();
  const line = createScriptedLine();
  const { timer, clock } = time;
  // No questions in between: each test decides what the line carries.
  const quiet = { statusEveryMs: 1_000_000, ...settings };
  const machine = createVmcMachine(line.link, { timer, clock, firstPackNo: 1, settings: quiet });
  const steps: Progress[] = [];
  const { promise: outcome, resolve } = Promise.withResolvers<DispenseOutcome>();

  const poll = () => {
    time.pass(200);
    return line.say({ type: "poll" });
  };
  const rig = {
    time,
    line,
    machine,
    steps,
    outcome,
    poll,
    ack: () => line.say({ type: "ack" }),
    status: (status: number) => line.say({ type: "dispense-status", status, selection: 13 }),
    pollFor(ms: number) {
      for (let passed = 0; passed < ms; passed += 200) poll();
    },
    start: () => void machine.dispense(13, (step) => steps.push(step)).then(resolve),
  };
  for (let greetings = 0; greetings < 4; greetings += 1) {
    poll();
    rig.ack();
  }
  return rig;
}

function checked(settings: Partial<VmcSettings> = {}) {
  const rig = online(settings);
  rig.start();
  rig.poll();
  rig.ack();
  return rig;
}

function atGo(settings: Partial<VmcSettings> = {}) {
  const rig = checked(settings);
  rig.line.say({ type: "check-reply", status: 0x01, selection: 13 });
  return rig;
}

function accepted(settings: Partial<VmcSettings> = {}) {
  const rig = atGo(settings);
  rig.poll();
  rig.ack();
  return rig;
}

function moving(settings: Partial<VmcSettings> = {}) {
  const rig = accepted(settings);
  rig.status(0x01);
  return rig;
}
