import fc from "fast-check";
import { expect } from "vitest";
import type { Decoder, Taken } from "./decoder.ts";

/** What every codec keeps to, whatever the line brings: it ends, loses no byte, and holds little. */
export function expectAnyBytesToEnd<Frame>(
  take: (bytes: Uint8Array) => Taken<Frame>,
  maxHeld: number,
) {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), anyCuts, (wire, cuts) => {
      let held: Uint8Array = new Uint8Array();
      for (const chunk of cut(wire, cuts)) {
        held = Uint8Array.of(...held, ...chunk);
        for (let taken = take(held); taken.kind !== "incomplete"; taken = take(held)) {
          expect(taken.rest.length).toBeLessThan(held.length);
          held = taken.rest;
        }
        expect(held.length).toBeLessThanOrEqual(maxHeld);
      }
    }),
  );
}

/** What is written is read back, however the bytes are cut, with noise that cannot begin a frame between. */
export function expectRoundTrip<Frame>(parts: {
  any: fc.Arbitrary<Frame>;
  encode: (frame: Frame) => Uint8Array;
  take: (bytes: Uint8Array) => Taken<Frame>;
  quietByte: fc.Arbitrary<number>;
}) {
  const { any, encode, take, quietByte } = parts;
  const noise = fc.array(quietByte, { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(fc.tuple(noise, any), { maxLength: 6 }), anyCuts, (said, cuts) => {
      const wire = said.flatMap(([dirt, frame]) => [...dirt, ...encode(frame)]);
      const frames = framesIn(take, cut(Uint8Array.from(wire), cuts));
      expect(frames).toEqual(said.map(([, frame]) => frame));
    }),
  );
}

/** Every byte of a recording is in exactly one part of what is made of it. */
export function expectEveryByteOnce(decode: Decoder) {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (recording) => {
      const hex = decode(recording).flatMap((part) => part.hex.split(" "));
      expect(hex.map((byte) => Number.parseInt(byte, 16))).toEqual([...recording]);
    }),
  );
}

export function framesIn<Frame>(
  take: (bytes: Uint8Array) => Taken<Frame>,
  chunks: Uint8Array[],
): Frame[] {
  const frames: Frame[] = [];
  let held: Uint8Array = new Uint8Array();
  for (const chunk of chunks) {
    held = Uint8Array.of(...held, ...chunk);
    for (let taken = take(held); taken.kind !== "incomplete"; taken = take(held)) {
      if (taken.kind === "frame") frames.push(taken.frame);
      held = taken.rest;
    }
  }
  return frames;
}

export const anyCuts = fc.array(fc.nat(600), { maxLength: 8 });

export function cut(wire: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const at = [...new Set(cuts)].filter((place) => place < wire.length).sort((a, b) => a - b);
  return [0, ...at].map((from, index) => wire.subarray(from, at[index] ?? wire.length));
}

export function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
}
