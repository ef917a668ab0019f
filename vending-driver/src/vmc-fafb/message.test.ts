import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../../vectors/vmc-fafb.json" with { type: "json" };
import { encodeFrame, type Frame, takeFrame } from "./frame.ts";
import {
  type ControllerMessage,
  controllerFrame,
  type HostMessage,
  hostFrame,
  readControllerFrame,
  readHostFrame,
} from "./message.ts";

const fromController: [string, number, ControllerMessage][] = [
  ["V1", 0, { type: "poll" }],
  ["V8", 1, { type: "check-reply", status: 1, selection: 13 }],
  ["V16", 0xa4, { type: "dispense-status", status: 2, selection: 60 }],
  ["V18", 0x3f, { type: "dispense-status", status: 1, selection: 1 }],
  ["V19", 0x40, { type: "dispense-status", status: 3, selection: 1 }],
  ["V20", 1, { type: "dispense-status", status: 2, selection: 13 }],
  ["V21", 5, { type: "dispense-status", status: 0x24, selection: 13 }],
  ["V26", 0xad, { type: "other", cmd: 0x23 }],
  ["V33", 1, { type: "short-status", status: 0 }],
  ["V36", 3, { type: "jam-list", jammed: [1, 21], failedBelts: [5] }],
  ["V37", 2, { type: "jams-cleared", ok: true }],
];

test.each(fromController)("%s from the controller means what was seen", (name, packNo, message) => {
  expect(readControllerFrame(frameOf(name))).toEqual({ packNo, message });
});

test("the long status is read by position: 19 degrees, one sensor of eight", () => {
  expect(readControllerFrame(frameOf("V29"))?.message).toEqual({
    type: "machine-status",
    cabinetTemperatureC: 19,
    door: 0,
    machineId: "0000000000",
    sensorsC: [19, null, null, null, null, null, null, null],
  });
});

test("a long status of another length is not guessed at", () => {
  expect(readControllerFrame({ cmd: 0x52, body: new Uint8Array(29) })?.message).toEqual({
    type: "other",
    cmd: 0x52,
  });
});

const fromHost: [string, number, HostMessage][] = [
  ["V3", 1, { type: "sync" }],
  ["V6", 1, { type: "check-selection", selection: 13, padded: true }],
  ["V7", 1, { type: "check-selection", selection: 13, padded: false }],
  ["V12", 0xa6, { type: "drive", selection: 60, dropSensor: true, lift: false }],
  ["V13", 1, { type: "drive", selection: 13, dropSensor: true, lift: true }],
  ["V28", 1, { type: "ask-status" }],
  ["V32", 1, { type: "ask-short-status" }],
  ["V34", 1, { type: "ask-jams" }],
];

test.each(fromHost)("%s from the host is written and read to the byte", (name, packNo, message) => {
  expect(hostFrame(message, packNo)).toEqual(frameOf(name));
  expect(readHostFrame(frameOf(name))).toEqual({ packNo, message });
});

test("what the controller says is read back", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 255 }), anyControllerMessage, (packNo, message) => {
      expect(readControllerFrame(controllerFrame(message, packNo))).toEqual({ packNo, message });
    }),
  );
});

test("no body can make a reader throw", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 64 }), (cmd, body) => {
      readControllerFrame({ cmd, body });
      readHostFrame({ cmd, body });
    }),
  );
});

const byte = fc.integer({ min: 0, max: 255 });
const selection = fc.integer({ min: 0, max: 65_535 });
const anyControllerMessage: fc.Arbitrary<ControllerMessage> = fc.oneof(
  fc.record({ type: fc.constant("check-reply" as const), status: byte, selection }),
  fc.record({ type: fc.constant("dispense-status" as const), status: byte, selection }),
  fc.record({ type: fc.constant("short-status" as const), status: byte }),
  fc.record({ type: fc.constant("jams-cleared" as const), ok: fc.boolean() }),
  fc.record({
    type: fc.constant("jam-list" as const),
    jammed: fc.array(selection, { maxLength: 15 }),
    failedBelts: fc.array(selection, { maxLength: 10 }),
  }),
  fc.record({
    type: fc.constant("slot-report" as const),
    selection,
    price: fc.integer({ min: 0, max: 0xffffffff }),
    stock: byte,
    capacity: byte,
    product: selection,
    status: byte,
  }),
  fc.record({
    type: fc.constant("machine-status" as const),
    cabinetTemperatureC: fc.integer({ min: -40, max: 60 }),
    door: byte,
    machineId: fc.stringMatching(/^[0-9]{10}$/),
    sensorsC: fc.array(fc.option(fc.integer({ min: -40, max: 60 })), {
      minLength: 8,
      maxLength: 8,
    }),
  }),
);

function frameOf(name: string): Frame {
  const vector = vectors.accepted.find((candidate) => candidate.name === name);
  if (vector === undefined) throw new Error(`no vector ${name}`);
  const wire = Uint8Array.from(vector.hex.split(" "), (part) => Number.parseInt(part, 16));
  const taken = takeFrame(wire);
  if (taken.kind !== "frame") throw new Error(`${name} is not a frame`);
  expect(encodeFrame(taken.frame)).toEqual(wire);
  return taken.frame;
}
