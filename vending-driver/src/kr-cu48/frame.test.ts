import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../../vectors/kr-cu48.json" with { type: "json" };
import {
  bytes,
  expectAnyBytesToEnd,
  expectEveryByteOnce,
  expectRoundTrip,
} from "../codec-laws.test-rig.ts";
import { decodeCu48 } from "./decode.ts";
import { Cu48Cmd, type Cu48Frame, encodeCu48, takeCu48 } from "./frame.ts";

test.each(vectors.accepted)("$name reads as $says.type", ({ hex, says }) => {
  expect(decodeCu48(bytes(hex))).toEqual([{ kind: "frame", hex, says }]);
});

test.each(vectors.refused)("$name is no frame: $says", ({ hex }) => {
  expect(decodeCu48(bytes(hex)).filter(({ kind }) => kind === "frame")).toEqual([]);
});

test("any bytes at all end in frames, noise or waiting, and little is ever held", () => {
  expectAnyBytesToEnd(takeCu48, 80);
  expectEveryByteOnce(decodeCu48);
});

test("what is written is read back, with and without the ETX some firmware adds", () => {
  const place = { board: fc.integer({ min: 0, max: 255 }), lock: fc.integer({ min: 0, max: 47 }) };
  const any: fc.Arbitrary<Cu48Frame> = fc.oneof(
    fc.record({
      kind: fc.constant("question" as const),
      ...place,
      cmd: fc.constantFrom(Cu48Cmd.askStatus, Cu48Cmd.unlock),
    }),
    fc.record({
      kind: fc.constant("answer" as const),
      ...place,
      data: fc
        .constantFrom(0, 6)
        .chain((length) => fc.uint8Array({ minLength: length, maxLength: length })),
      // Where the sum of the frame happens to be 03, both shapes are the same bytes.
      etx: fc.boolean(),
    }),
  );
  const quietByte = fc.integer({ min: 3, max: 255 });
  const unlikeEtx = any.filter(
    (frame) => frame.kind === "question" || encodeCu48({ ...frame, etx: false }).at(-1) !== 3,
  );
  expectRoundTrip({ any: unlikeEtx, encode: encodeCu48, take: takeCu48, quietByte });
});
