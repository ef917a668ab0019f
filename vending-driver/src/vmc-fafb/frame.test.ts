import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../../vectors/vmc-fafb.json" with { type: "json" };
import { encodeFrame, type Frame, MAX_BODY, takeFrame } from "./frame.ts";

test.each(vectors.accepted)(
  "$name is one whole frame and is written back the same: $says",
  ({ hex }) => {
    const wire = bytes(hex);
    const taken = takeFrame(wire);
    expect(taken).toMatchObject({ kind: "frame", rest: new Uint8Array() });
    if (taken.kind === "frame") expect(encodeFrame(taken.frame)).toEqual(wire);
  },
);

test.each(vectors.refused)("$name is not a frame: $says", ({ hex }) => {
  expect(framesIn([bytes(hex)])).toEqual([]);
});

test("a damaged frame costs one byte, so the good one hidden in it is still found", () => {
  const good = bytes("FA FB 41 00 40");
  const damaged = Uint8Array.of(0xfa, 0xfb, 0x04, 0x05, ...good, 0x01);
  expect(framesIn([damaged])).toEqual([{ cmd: 0x41, body: new Uint8Array() }]);
});

test("a frame that claims more than any real body is noise, not a reason to wait", () => {
  expect(takeFrame(bytes("FA FB 04 41"))).toMatchObject({ kind: "noise", skipped: 1 });
});

test("what is written is read back, however the bytes are cut", () => {
  fc.assert(
    fc.property(fc.array(anyFrame, { maxLength: 6 }), anyCuts, (frames, cuts) => {
      const wire = Uint8Array.from(frames.flatMap((frame) => [...encodeFrame(frame)]));
      expect(framesIn(cut(wire, cuts))).toEqual(frames);
    }),
  );
});

test("noise between frames loses none of them", () => {
  // Without FA there is nothing in the noise that could claim what follows.
  const noise = fc.array(fc.integer({ min: 0, max: 0xf9 }), { maxLength: 20 });
  fc.assert(
    fc.property(fc.array(fc.tuple(noise, anyFrame), { maxLength: 6 }), anyCuts, (parts, cuts) => {
      const wire = parts.flatMap(([dirt, frame]) => [...dirt, ...encodeFrame(frame)]);
      const frames = parts.map(([, frame]) => frame);
      expect(framesIn(cut(Uint8Array.from(wire), cuts))).toEqual(frames);
    }),
  );
});

test("any bytes at all end in frames, noise or waiting, and little is ever held", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), anyCuts, (wire, cuts) => {
      let held: Uint8Array = new Uint8Array();
      for (const chunk of cut(wire, cuts)) {
        held = Uint8Array.of(...held, ...chunk);
        for (let taken = takeFrame(held); taken.kind !== "incomplete"; taken = takeFrame(held)) {
          expect(taken.rest.length).toBeLessThan(held.length);
          held = taken.rest;
        }
        expect(held.length).toBeLessThanOrEqual(MAX_BODY + 4);
      }
    }),
  );
});

const anyFrame: fc.Arbitrary<Frame> = fc.record({
  cmd: fc.integer({ min: 0, max: 255 }),
  body: fc.uint8Array({ maxLength: MAX_BODY }),
});
const anyCuts = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 20 });

function framesIn(chunks: Uint8Array[]): Frame[] {
  const frames: Frame[] = [];
  let held: Uint8Array = new Uint8Array();
  for (const chunk of chunks) {
    held = Uint8Array.of(...held, ...chunk);
    for (let taken = takeFrame(held); taken.kind !== "incomplete"; taken = takeFrame(held)) {
      if (taken.kind === "frame") frames.push(taken.frame);
      held = taken.rest;
    }
  }
  return frames;
}

function cut(wire: Uint8Array, sizes: number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let rest = wire;
  for (const size of sizes) {
    chunks.push(rest.subarray(0, size));
    rest = rest.subarray(size);
  }
  return [...chunks, rest];
}

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.split(" "), (byte) => Number.parseInt(byte, 16));
}
