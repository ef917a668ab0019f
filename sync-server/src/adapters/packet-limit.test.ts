import fc from "fast-check";
import { expect, test } from "vitest";
import { createPacketLimit } from "./packet-limit.ts";

/** A packet of type 3 (PUBLISH) with `length` bytes after its header. */
function packet(length: number): number[] {
  const header = [0x30];
  let left = length;
  do {
    header.push(left > 127 ? (left % 128) + 128 : left);
    left = Math.floor(left / 128);
  } while (left > 0);
  return [...header, ...Array.from({ length }, (_, place) => place % 256)];
}

test("packets up to the limit pass, however the line cuts them", () => {
  const lengths = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 8 });
  fc.assert(
    fc.property(lengths, fc.integer({ min: 1, max: 40 }), (sizes, cut) => {
      const look = createPacketLimit(300);
      const bytes = Uint8Array.from(sizes.flatMap(packet));
      for (let at = 0; at < bytes.length; at += cut) {
        expect(look(bytes.subarray(at, at + cut))).toBe("fits");
      }
    }),
  );
});

test("a packet over the limit is known by its header, wherever it comes in the stream", () => {
  const lengths = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 8 });
  fc.assert(
    fc.property(lengths, fc.integer({ min: 301, max: 100_000 }), (sizes, over) => {
      const look = createPacketLimit(300);
      const before = Uint8Array.from(sizes.flatMap(packet));
      expect(look(before)).toBe("fits");
      expect(look(Uint8Array.from(packet(over).slice(0, 5)))).toBe("too-long");
    }),
  );
});

test("a length that never ends is too long", () => {
  expect(createPacketLimit(300)(Uint8Array.of(0x30, 0x80, 0x80, 0x80, 0x80, 0x80))).toBe(
    "too-long",
  );
});
