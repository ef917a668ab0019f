import { crc32, zstdCompressSync } from "node:zlib";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Epoch } from "./ids.ts";
import { DownFrame, UpFrame } from "./sync-frame.ts";
import { decodeDown, decodeUp, encodeBatch, encodeDown, encodeUp } from "./wire.ts";

const epoch = Epoch.parse("7d8f5f66-9a3f-4f4c-9a53-0f5ad1f9f0a1");

const batch = fc
  .record({
    stream: fc.constantFrom("care", "telemetry"),
    firstSeq: fc.integer({ min: 1, max: 2 ** 40 }),
    events: fc.array(fc.jsonValue(), { minLength: 1, maxLength: 60 }),
  })
  .map((some) => UpFrame.parse({ kind: "batch", epoch, ...some }));

test("what one end writes the other end reads, compressed or not", () => {
  fc.assert(
    fc.property(batch, (frame) => {
      const written = JSON.parse(JSON.stringify(frame)); // -0 has no JSON of its own
      expect(decodeUp(encodeUp(frame))).toEqual({ kind: "frame", frame: written });
    }),
  );
});

test("a batch built from stored JSON is the batch built from events", () => {
  fc.assert(
    fc.property(batch, (frame) => {
      if (frame.kind !== "batch") return;
      const { stream, firstSeq } = frame;
      const stored = frame.events.map((event) => JSON.stringify(event));
      expect(encodeBatch({ epoch, stream, firstSeq }, stored)).toEqual(encodeUp(frame));
    }),
  );
});

test("any bytes at all are a frame or a reason, never an exception", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(decodeUp(bytes).kind).toBe("bad");
      expect(decodeDown(Uint8Array.of(0x44, 0x49, 1, ...bytes)).kind).toBe("bad");
    }),
  );
});

test("a frame with one bit flipped is never read as another frame", () => {
  fc.assert(
    fc.property(batch, fc.nat(), (frame, place) => {
      const bytes = Uint8Array.from(encodeUp(frame));
      const bit = place % (bytes.length * 8);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(decodeUp(bytes).kind).toBe("bad");
    }),
  );
});

test("a cut frame is not a frame", () => {
  const ack = DownFrame.parse({
    kind: "ack",
    epoch,
    stream: "care",
    cursor: 7,
    serverTime: "2026-11-23T09:00:00.000Z",
  });
  const bytes = encodeDown(ack);
  for (let length = 0; length < bytes.length; length += 1) {
    expect(decodeDown(bytes.subarray(0, length)).kind).toBe("bad");
  }
  expect(decodeDown(bytes)).toEqual({ kind: "frame", frame: ack });
});

test("a small message cannot unpack into a large one", () => {
  const bomb = zstdCompressSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
  for (const claimed of [100, 4 * 1024 * 1024, 64 * 1024 * 1024]) {
    const bytes = Buffer.alloc(12 + bomb.length);
    bytes.set([0x44, 0x49, 1, 1]);
    bytes.writeUInt32BE(claimed, 4);
    bytes.writeUInt32BE(crc32(bomb), 8);
    bomb.copy(bytes, 12);
    expect(decodeUp(bytes).kind).toBe("bad");
  }
});

test("a say-hello is the byte string of the table", () => {
  expect(Buffer.from(encodeDown({ kind: "say-hello" })).toString("hex")).toBe(
    `4449010000000014fcf4bae7${Buffer.from('{"kind":"say-hello"}').toString("hex")}`,
  );
});
