import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../../vectors/modbus.json" with { type: "json" };
import {
  bytes,
  expectAnyBytesToEnd,
  expectEveryByteOnce,
  expectRoundTrip,
} from "../codec-laws.test-rig.ts";
import { decodeModbus } from "./decode.ts";
import {
  allRelaysOff,
  bitsOf,
  encodeModbus,
  flashRelay,
  readInputs,
  readRegisters,
  registersOf,
  takeModbus,
} from "./frame.ts";

test.each(vectors.accepted)("$name reads as $says.type", ({ hex, says }) => {
  expect(decodeModbus(bytes(hex))).toEqual([{ kind: "frame", hex, says }]);
});

test.each(vectors.refused)("$name is no frame: $says", ({ hex }) => {
  expect(decodeModbus(bytes(hex)).filter(({ kind }) => kind === "frame")).toEqual([]);
});

test("any bytes at all end in frames, noise or waiting, and little is ever held", () => {
  expectAnyBytesToEnd(takeModbus, 80);
  expectEveryByteOnce(decodeModbus);
});

test("the questions we ask are the bytes of the vectors", () => {
  expect(readRegisters(1, 1, 1)).toEqual(bytes("01 04 00 01 00 01 60 0A"));
  expect(readInputs(1, 8)).toEqual(bytes("01 02 00 00 00 08 79 CC"));
  expect(allRelaysOff(1)).toEqual(bytes("01 05 00 FF 00 00 FD FA"));
});

test("a flash names its relay and its length in tenths of a second, never zero", () => {
  expect([...flashRelay(1, 3, 500)].slice(0, 6)).toEqual([1, 5, 0x02, 3, 0, 5]);
  expect([...flashRelay(1, 0, 1)].slice(4, 6)).toEqual([0, 1]);
});

test("minus 20.5 degrees is read as such", () => {
  const taken = takeModbus(bytes("01 04 04 FF 33 02 22 BA E6"));
  expect(taken.kind === "frame" && registersOf(taken.frame)).toEqual([-205, 546]);
});

test("contact 1 alone is on", () => {
  const taken = takeModbus(bytes("01 02 01 01 60 48"));
  expect(taken.kind === "frame" && bitsOf(taken.frame)).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
});

test("what is written is read back, however the bytes are cut", () => {
  const counted = fc
    .uint8Array({ minLength: 1, maxLength: 8 })
    .map((data) => Uint8Array.of(data.length, ...data));
  const any = fc.record({
    address: fc.integer({ min: 1, max: 247 }),
    fc: fc.constantFrom(2, 4),
    data: counted,
  });
  expectRoundTrip({
    any,
    encode: encodeModbus,
    take: takeModbus,
    quietByte: fc.integer({ min: 248, max: 255 }),
  });
});
