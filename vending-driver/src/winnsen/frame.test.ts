import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../../vectors/winnsen.json" with { type: "json" };
import {
  bytes,
  expectAnyBytesToEnd,
  expectEveryByteOnce,
  expectRoundTrip,
} from "../codec-laws.test-rig.ts";
import { decodeWinnsen } from "./decode.ts";
import { encodeWinnsen, takeWinnsen, type WinnsenFrame } from "./frame.ts";

test.each(vectors.accepted)(
  "$name reads as $says.type, and is written back the same",
  ({ hex, says }) => {
    expect(decodeWinnsen(bytes(hex))).toEqual([{ kind: "frame", hex, says }]);
    const taken = takeWinnsen(bytes(hex));
    expect(taken.kind === "frame" && encodeWinnsen(taken.frame)).toEqual(bytes(hex));
  },
);

test.each(vectors.refused)("$name is no frame: $says", ({ hex }) => {
  expect(decodeWinnsen(bytes(hex)).filter(({ kind }) => kind === "frame")).toEqual([]);
});

test("any bytes at all end in frames, noise or waiting, and little is ever held", () => {
  expectAnyBytesToEnd(takeWinnsen, 7);
  expectEveryByteOnce(decodeWinnsen);
});

test("what is written is read back, however the bytes are cut", () => {
  const place = {
    station: fc.integer({ min: 0, max: 0x8f }),
    lock: fc.integer({ min: 1, max: 16 }),
  };
  const any: fc.Arbitrary<WinnsenFrame> = fc.oneof(
    fc.record({
      type: fc.constantFrom("unlock" as const, "ask-status" as const),
      ...place,
      status: fc.constant(null),
    }),
    fc.record({
      type: fc.constantFrom("unlocked" as const, "status" as const),
      ...place,
      status: fc.integer({ min: 0, max: 2 }),
    }),
  );
  expectRoundTrip({
    any,
    encode: encodeWinnsen,
    take: takeWinnsen,
    quietByte: fc.integer({ min: 0, max: 0x8f }),
  });
});
