import { expect, test } from "vitest";
import { createHandTime } from "../line/hand-time.test-rig.ts";
import { createFaults } from "./faults.ts";
import { createFaultyLine } from "./faulty-line.ts";

test("a line as slow as a real one delivers a frame when its last byte has passed, and the next behind it", async () => {
  const rig = line(57_600);
  rig.slow.write(new Uint8Array(38));
  rig.slow.write(new Uint8Array(5));
  await rig.time.pass(6.5);
  expect(rig.arrived).toEqual([]);
  await rig.time.pass(0.2);
  expect(rig.arrived).toEqual([38]);
  await rig.time.pass(0.9);
  expect(rig.arrived).toEqual([38, 5]);
});

test("byte by byte nothing is lost and nothing overtakes", async () => {
  const rig = line(undefined);
  rig.faults.set("one-byte-reads", 1);
  rig.slow.write(Uint8Array.of(0xfa, 0xfb, 0x41, 0, 0x40));
  rig.faults.set("one-byte-reads", 0);
  rig.slow.write(new Uint8Array(9));
  await rig.time.pass(20);
  expect(rig.arrived).toEqual([1, 1, 1, 1, 1, 9]);
});

function line(baudRate: number | undefined) {
  const time = createHandTime();
  const faults = createFaults(() => 0.5);
  const arrived: number[] = [];
  const straight = {
    onBytes: () => {},
    write: (bytes: Uint8Array) => void arrived.push(bytes.length),
  };
  const slow = createFaultyLine({
    ...{ line: straight, timer: time.timer, faults, random: () => 0 },
    baudRate,
  });
  return { time, faults, arrived, slow };
}
