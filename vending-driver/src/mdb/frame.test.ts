import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../../vectors/mdb.json" with { type: "json" };
import {
  bytes,
  expectAnyBytesToEnd,
  expectEveryByteOnce,
  expectRoundTrip,
} from "../codec-laws.test-rig.ts";
import { decodeMdb } from "./decode.ts";
import { encodeMdb, type MdbBlock, takeMdb } from "./frame.ts";

test.each(vectors.accepted)("$name is one block and reads as it should", ({ hex, says }) => {
  expect(decodeMdb(bytes(hex))).toEqual([{ kind: "frame", hex, says }]);
});

test.each([...vectors.accepted, ...vectors.sums])("$name is written with its sum", ({ hex }) => {
  expect(encodeMdb(bytes(hex).slice(0, -1))).toEqual(bytes(hex));
});

test.each(vectors.refused)("$name is no block: $says", ({ hex }) => {
  expect(takeMdb(bytes(hex))).not.toMatchObject({ kind: "frame" });
});

test("any bytes at all end in blocks, noise or waiting, and little is ever held", () => {
  expectAnyBytesToEnd(takeMdb, 36);
  expectEveryByteOnce(decodeMdb);
});

test("commands are read back, however the bytes are cut", () => {
  const word = fc.integer({ min: 0, max: 0xffff }).map((value) => [value >> 8, value & 0xff]);
  const data = fc.oneof(
    fc.constantFrom([0x12], [0x13, 0x01], [0x13, 0x03], [0x13, 0x04], [0x14, 0x01]),
    fc.tuple(word, word).map(([price, item]) => [0x13, 0x00, ...price, ...item]),
    word.map((item) => [0x13, 0x02, ...item]),
  );
  expectRoundTrip({
    any: data.map((command): MdbBlock => ({ from: "machine", data: Uint8Array.from(command) })),
    encode: (block) => ("data" in block ? encodeMdb(block.data) : new Uint8Array()),
    take: takeMdb,
    quietByte: fc.integer({ min: 0x20, max: 0x5f }),
  });
});

test("a block longer than the bus allows is not written", () => {
  expect(() => encodeMdb(new Uint8Array(36))).toThrow("36 bytes");
});
