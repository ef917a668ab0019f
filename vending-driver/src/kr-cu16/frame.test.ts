import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../../vectors/kr-cu16.json" with { type: "json" };
import {
  bytes,
  expectAnyBytesToEnd,
  expectEveryByteOnce,
  expectRoundTrip,
} from "../codec-laws.test-rig.ts";
import { decodeCu16 } from "./decode.ts";
import { Cu16Cmd, type Cu16Frame, encodeCu16, takeCu16 } from "./frame.ts";

test.each(vectors.accepted)("$name reads as $says.type", ({ hex, says }) => {
  expect(decodeCu16(bytes(hex))).toEqual([{ kind: "frame", hex, says }]);
});

test.each(vectors.refused)("$name is no frame: $says", ({ hex }) => {
  expect(decodeCu16(bytes(hex)).filter(({ kind }) => kind === "frame")).toEqual([]);
});

test("any bytes at all end in frames, noise or waiting, and little is ever held", () => {
  expectAnyBytesToEnd(takeCu16, 80);
  expectEveryByteOnce(decodeCu16);
});

test("what is written is read back, however the bytes are cut", () => {
  const nibble = fc.integer({ min: 0, max: 15 });
  const short = fc.constantFrom(Cu16Cmd.askStatus, Cu16Cmd.unlock, Cu16Cmd.askAllStatus);
  const any: fc.Arbitrary<Cu16Frame> = fc.oneof(
    fc.record({ board: nibble, lock: nibble, cmd: short, data: fc.constant(new Uint8Array()) }),
    fc.record({
      board: nibble,
      lock: fc.constant(0),
      cmd: fc.constant(Cu16Cmd.status),
      data: fc.uint8Array({ minLength: 4, maxLength: 4 }),
    }),
  );
  const quietByte = fc.integer({ min: 3, max: 255 });
  expectRoundTrip({ any, encode: encodeCu16, take: takeCu16, quietByte });
});

test("there is no way to write the command that opens every door", () => {
  const all = { board: 0, lock: 0, cmd: Cu16Cmd.unlockAll, data: new Uint8Array() };
  expect(() => encodeCu16(all)).toThrow("no door is opened");
});
