import { expect, test } from "vitest";
import { noEvidence } from "../evidence.ts";
import type { DispenseOutcome } from "../vending-machine.ts";
import { learnDoorOpenValue } from "./learn-vmc.ts";
import type { ControllerMessage } from "./message.ts";
import { createHandTime, createScriptedLine } from "./scripted-line.test-rig.ts";
import { createVmcMachine } from "./vmc-machine.ts";

const machineStatus = (door: number): ControllerMessage => ({
  ...{ type: "machine-status", cabinetTemperatureC: 19, machineId: "1", sensorsC: [19] },
  door,
});

test("after it was reached, a controller is asked for its state and its jammed slots", () => {
  const rig = reached();
  expect(rig.asked).toEqual(["sync", "ask-status", "ask-short-status", "ask-jams"]);
  expect(rig.machine.evidence(13)).toEqual(noEvidence);
  rig.line.say({ type: "jam-list", jammed: [13], failedBelts: [5] });
  rig.line.say({ type: "short-status", status: 1 });
  expect(rig.machine.evidence(13)).toMatchObject({ jammed: true, inDelivery: true });
  expect(rig.machine.evidence(5)).toMatchObject({ jammed: true });
  expect(rig.machine.evidence(14)).toMatchObject({ jammed: false, vends: null });
});

test("fresh evidence is asked for anew, and is not made up from what was heard before", async () => {
  const rig = reached();
  rig.line.say({ type: "jam-list", jammed: [13], failedBelts: [] });
  const read = rig.machine.readEvidence(13);
  expect(rig.polls(2)).toEqual(["ask-short-status", "ask-jams"]);
  rig.line.say({ type: "short-status", status: 0 });
  rig.time.pass(4_000);
  expect(await read).toEqual({ ...noEvidence, inDelivery: false });
});

test("a line that is lost meanwhile is no evidence at all, and nothing heard before is kept", async () => {
  const rig = reached();
  rig.line.say({ type: "jam-list", jammed: [13], failedBelts: [] });
  const read = rig.machine.readEvidence(13);
  rig.line.setLink("closed");
  expect(await read).toBeUndefined();
  expect(rig.machine.evidence(13)).toEqual(noEvidence);
});

test("during a dispense the line is not asked for anything else", async () => {
  const rig = reached();
  void rig.machine.dispense(13);
  expect(await rig.machine.readEvidence(13)).toBeUndefined();
  expect(await rig.machine.observe()).toBeUndefined();
});

test("the slots are those the controller reported, with what it says of them", async () => {
  const rig = reached();
  const counts = { price: 0, capacity: 6, product: 0 };
  rig.line.say({ type: "slot-report", selection: 14, stock: 0, status: 1, ...counts });
  rig.line.say({ type: "slot-report", selection: 13, stock: 4, status: 3, ...counts });
  expect(await rig.machine.findSlots()).toEqual([
    { selection: 13, says: "stock 4 of 6, product 0, status 3" },
    { selection: 14, says: "stock 0 of 6, product 0, paused" },
  ]);
});

test("two looks teach which value means an open door", async () => {
  const rig = reached();
  const look = async (door: number) => {
    const looking = rig.machine.observe();
    rig.polls(2);
    rig.line.say(machineStatus(door));
    rig.line.say({ type: "short-status", status: 0 });
    return (await looking) ?? {};
  };
  const [before, after] = [await look(4), await look(1)];
  expect(before).toEqual({ door: 4, "short status": 0 });
  expect(learnDoorOpenValue({ before, after })).toEqual({
    kind: "learnt",
    learnt: { doorOpenValue: 1 },
  });
  expect(learnDoorOpenValue({ before, after: before })).toEqual({ kind: "nothing-changed" });
  expect(learnDoorOpenValue({ before, after: { ...before, "short status": 2 } })).toEqual({
    kind: "not-understood",
    changed: ["short status"],
  });
});

test("a success said again from the vend before is not believed of the next one", async () => {
  const rig = reached();
  const success = rig.line.frame({ type: "dispense-status", status: 2, selection: 13 });
  const first = rig.go();
  rig.line.emit(...success);
  expect(await first).toMatchObject({ kind: "dispensed" });

  const second = rig.go();
  rig.line.say({ type: "short-status", status: 0 });
  rig.line.emit(...success);
  rig.line.say({ type: "dispense-status", status: 3, selection: 13 });
  expect(await second).toEqual({ kind: "unclear", last: "jammed" });
});

/** A machine that was reached and greeted; its questions so far are `asked`. */
function reached() {
  const time = createHandTime();
  const line = createScriptedLine();
  const { timer, clock } = time;
  const settings = { statusEveryMs: 1_000_000 };
  const machine = createVmcMachine(line.link, { timer, clock, firstPackNo: 1, settings });
  const polls = (count: number) => {
    const asked: string[] = [];
    for (let poll = 0; poll < count; poll += 1) {
      time.pass(200);
      asked.push(...line.say({ type: "poll" }).map(({ type }) => type));
      line.say({ type: "ack" });
    }
    return asked;
  };
  /** Up to the moment go has been acknowledged. */
  const go = (): Promise<DispenseOutcome> => {
    polls(6); // what is still to be asked from before
    const outcome = machine.dispense(13);
    polls(1);
    line.say({ type: "check-reply", status: 1, selection: 13 });
    polls(1);
    return outcome;
  };
  return { time, line, machine, polls, go, asked: polls(4) };
}
