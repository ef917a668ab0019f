import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../../vectors/lock-8a.json" with { type: "json" };
import {
  bytes,
  expectAnyBytesToEnd,
  expectEveryByteOnce,
  expectRoundTrip,
} from "../codec-laws.test-rig.ts";
import { decodeLock8a } from "./decode.ts";
import {
  askBoard,
  boardAnswer,
  channelAnswer,
  openChannel,
  takeBoardAnswer,
  takeChannelAnswer,
  takeLock8a,
} from "./frame.ts";

test.each(vectors.accepted)("$name reads as $says.type", ({ hex, says }) => {
  expect(decodeLock8a(bytes(hex))).toEqual([{ kind: "frame", hex, says }]);
});

test.each(vectors.refused)("$name is no frame: $says", ({ hex }) => {
  expect(decodeLock8a(bytes(hex)).filter(({ kind }) => kind === "frame")).toEqual([]);
});

test("any bytes at all end in frames, noise or waiting, and little is ever held", () => {
  expectAnyBytesToEnd(takeLock8a, 80);
  expectEveryByteOnce(decodeLock8a);
});

test("a whole board's answer is found behind garbage, whatever its length, and only when it is whole", () => {
  const status = fc.uint8Array({ minLength: 1, maxLength: 7 });
  const garbage = fc.array(fc.integer({ min: 0, max: 0x7f }), { maxLength: 6 });
  fc.assert(
    fc.property(garbage, status, fc.integer({ min: 1, max: 32 }), (dirt, said, address) => {
      const wire = Uint8Array.of(...dirt, ...boardAnswer(address, [...said]));
      expect(takeBoardAnswer(wire, address)).toEqual(said);
      expect(takeBoardAnswer(wire.subarray(0, -1), address)).not.toEqual(said);
    }),
  );
});

test("the state of one channel is read among other things heard, and never that of another", () => {
  const wire = Uint8Array.of(0x00, ...channelAnswer(2, 7, 0x11), ...channelAnswer(2, 8, 0x00));
  expect(takeChannelAnswer(wire, { address: 2, channel: 8 })).toBe(0x00);
  expect(takeChannelAnswer(wire, { address: 2, channel: 7 })).toBe(0x11);
  expect(takeChannelAnswer(wire, { address: 1, channel: 7 })).toBeUndefined();
});

test("there is no way to write the command that opens every door", () => {
  expect(() => openChannel(1, 0)).toThrow("no channel 0");
  expect(() => askBoard(0)).toThrow("no board 0");
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 32 }),
      fc.integer({ min: 1, max: 50 }),
      (address, channel) => {
        expect(openChannel(address, channel)[2]).toBe(channel);
      },
    ),
  );
});

test("what is asked is read back, however the bytes are cut", () => {
  const any = fc.record({
    address: fc.integer({ min: 1, max: 32 }),
    channel: fc.integer({ min: 1, max: 50 }),
  });
  expectRoundTrip({
    any: any.map(({ address, channel }) => ({
      head: 0x8a,
      address,
      body: Uint8Array.of(channel, 0x11),
    })),
    encode: ({ address, body }) => openChannel(address, body[0] ?? 0),
    take: takeLock8a,
    quietByte: fc.integer({ min: 0, max: 0x7f }),
  });
});
