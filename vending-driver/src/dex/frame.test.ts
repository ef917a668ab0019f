import fc from "fast-check";
import { expect, test } from "vitest";
import ddcmp from "../../vectors/ddcmp.json" with { type: "json" };
import vectors from "../../vectors/dex.json" with { type: "json" };
import { takeDdcmp } from "./ddcmp.ts";
import { type DexFrame, encodeDex, MAX_BLOCK_DATA, takeDex } from "./frame.ts";
import { responseOf } from "./session.ts";

const onTheLine = vectors.filter(({ name }) => name !== "D12");

test.each(onTheLine)("$name is one whole frame and is written back the same: $means", ({ hex }) => {
  const wire = bytes(hex);
  const taken = takeDex(wire);
  expect(taken).toMatchObject({ kind: "frame", rest: new Uint8Array() });
  if (taken.kind === "frame") expect(encodeDex(taken.frame)).toEqual(wire);
});

test.each(ddcmp)("DDCMP $name is one whole frame: $means", ({ hex }) => {
  const wire = bytes(hex);
  expect(takeDdcmp(wire)).toMatchObject({ kind: "frame", rest: new Uint8Array() });
  wire[wire.length - 1] = (wire.at(-1) ?? 0) ^ 1;
  expect(takeDdcmp(wire).kind).not.toBe("frame");
});

test("what is written is read back, however the bytes are cut, DLE in the data included", () => {
  const block = fc.record({
    kind: fc.constant("block" as const),
    head: fc.constantFrom("soh" as const, "stx" as const),
    last: fc.boolean(),
    data: fc.uint8Array({ maxLength: MAX_BLOCK_DATA }),
  });
  fc.assert(
    fc.property(
      fc.array(block, { maxLength: 4 }),
      fc.integer({ min: 1, max: 9 }),
      (frames, size) => {
        const wire = frames.flatMap((frame) => [...encodeDex(frame)]);
        expect(heard(Uint8Array.from(wire), size)).toEqual(frames);
      },
    ),
  );
});

test("a filler inside a block is neither data nor part of its check", () => {
  const wire = [...encodeDex({ kind: "block", head: "stx", last: true, data: bytes("41 42") })];
  wire.splice(3, 0, 0x10, 0x16);
  expect(heard(Uint8Array.from(wire), 1)).toMatchObject([{ kind: "block", data: bytes("41 42") }]);
});

test("any noise is worked off with bounded memory and never ends in a loop", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 2_000 }),
      fc.integer({ min: 1, max: 50 }),
      (noise, size) => {
        heard(noise, size);
      },
    ),
  );
});

test.each([
  ["00QRS7654321R00L06", "00"],
  ["QRS765432100R00L06", "00"],
  ["04QRS7654321R00L06", "04"],
  ["QRS765432104R01L01", "04"],
  ["00QRS7654304R00L06", "00"],
  ["QRS7654321XXR00L06", undefined],
  ["00", undefined],
])("%s carries the response %s", (text, response) => {
  expect(responseOf(text)).toBe(response);
});

function heard(wire: Uint8Array, size: number): DexFrame[] {
  const frames: DexFrame[] = [];
  let held: Uint8Array = new Uint8Array();
  for (let at = 0; at < wire.length; at += size) {
    held = Uint8Array.of(...held, ...wire.subarray(at, at + size));
    for (let taken = takeDex(held); taken.kind !== "incomplete"; taken = takeDex(held)) {
      expect(taken.rest.length).toBeLessThan(held.length);
      if (taken.kind === "frame") frames.push(taken.frame);
      held = taken.rest;
    }
    expect(held.length).toBeLessThan(1_200);
  }
  return frames;
}

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.split(" "), (pair) => Number.parseInt(pair, 16));
}
