import { zstdCompressSync } from "node:zlib";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Epoch } from "../ids.ts";
import { UpFrame } from "../sync-frame.ts";
import { packBody, readBody } from "./body.ts";
import { packBatch, packDown, packUp, readDown, readUp } from "./frames.ts";

const epoch = Epoch.parse("7d8f5f66-9a3f-4f4c-9a53-0f5ad1f9f0a1");

const batch = fc
  .record({
    stream: fc.constantFrom("urgent", "care", "telemetry"),
    firstSeq: fc.integer({ min: 1, max: 2 ** 40 }),
    rows: fc.array(fc.jsonValue(), { minLength: 1, maxLength: 60 }),
  })
  .map((some) => UpFrame.parse({ kind: "batch", epoch, clocks: [], ...some }));

test("what one end packs the other end reads, however it was compressed", () => {
  fc.assert(
    fc.property(batch, fc.subarray([1, 2]), (frame, reads) => {
      const written = JSON.parse(JSON.stringify(frame)); // -0 has no JSON of its own
      expect(readUp(packUp(frame, [0, ...reads]))).toEqual({ kind: "frame", frame: written });
    }),
  );
});

test("a batch built from stored JSON is the batch built from rows", () => {
  fc.assert(
    fc.property(batch, (frame) => {
      if (frame.kind !== "batch") return;
      const { stream, firstSeq, clocks } = frame;
      const stored = frame.rows.map((row) => JSON.stringify(row));
      expect(packBatch({ epoch, stream, firstSeq, clocks }, stored)).toEqual(packUp(frame));
    }),
  );
});

test("any bytes at all are a frame or a reason, never an exception", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(readUp(bytes).kind).toBe("bad");
      expect(readDown(bytes).kind).toBe("bad");
    }),
  );
});

test("a codec nobody knows, a wrong length and half a body are each called by name", () => {
  const bytes = packDown({ kind: "say-hello" });
  const with_ = (place: number, value: number) =>
    Uint8Array.from(bytes).fill(value, place, place + 1);
  expect(readBody(with_(0, 9))).toEqual({ kind: "bad", why: "codec" });
  expect(readBody(with_(3, 200))).toEqual({ kind: "bad", why: "length" });
  expect(readBody(bytes.subarray(0, bytes.length - 3))).toEqual({ kind: "bad", why: "body" });
  expect(readBody(bytes.subarray(0, 4))).toEqual({ kind: "bad", why: "too-short" });
});

test("a small body that would swell past what it said is refused before it swells", () => {
  const bomb = zstdCompressSync(Buffer.alloc(50_000_000, 0x20));
  const bytes = Buffer.concat([Uint8Array.of(1, 0, 0, 100), bomb]);
  expect(readBody(bytes)).toEqual({ kind: "bad", why: "body" });
});

test("one check-in alone is less than half its JSON", () => {
  const json = JSON.stringify({ kind: "batch", epoch, stream: "care", firstSeq: 4711, clocks: [] });
  expect(packBody(json).length).toBeLessThan(json.length);
});
