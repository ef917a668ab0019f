import { deflateRawSync, zstdCompressSync } from "node:zlib";
import { packBody } from "@drop-in/contracts/wire";
import { goodRow } from "./bad-rows.ts";
import type { Sender } from "./batch-centre.ts";
import type { Chance } from "./chance.ts";

/** What must become of it: no frame, or a frame that the centre answers with "say hello", and nothing stored either way. */
export type Unwanted = { bytes: Uint8Array; becomes: "refused" | "say-hello" };

type Make = (chance: Chance, sender: Sender) => Uint8Array;

const body = (codec: number, length: number, packed: Uint8Array): Uint8Array => {
  const bytes = Buffer.alloc(4 + packed.length);
  bytes.writeUInt8(codec, 0);
  bytes.writeUIntBE(length, 1, 3);
  bytes.set(packed, 4);
  return bytes;
};
const text = (json: string): Uint8Array => body(0, Buffer.byteLength(json), Buffer.from(json));
const zeroes = Buffer.alloc(32 * 1024 * 1024);
const bombs = [zstdCompressSync(zeroes), deflateRawSync(zeroes)] as const;
const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
const depths = [100, 1_000, 1_000, 1_000, 1_000, 20_000, 20_000, 100_000] as const;

/** Mostly little, sometimes the most a frame may hold. */
const told = (chance: Chance) => (chance.maybe(0.02) ? 4 * 1024 * 1024 : 100);

/** A batch as it should be, but that its number is never ours to use. */
function frame(chance: Chance, sender: Sender, changed: object = {}): Record<string, unknown> {
  return {
    ...{ kind: "batch", epoch: sender.epoch, stream: "care", firstSeq: sender.next("care") },
    ...{ clocks: [sender.clock], rows: [goodRow(chance, 1)] },
    ...changed,
  };
}
const spoilt =
  (field: string, values: readonly [unknown, ...unknown[]]): Make =>
  (chance, sender) =>
    packBody(JSON.stringify(frame(chance, sender, { [field]: chance.one(values) })));
const packed = (chance: Chance, sender: Sender) =>
  packBody(JSON.stringify(frame(chance, sender)), chance.one([[0], [0, 1], [0, 2], [0, 1, 2]]));

const badClocks: readonly [object, ...object[]] = [
  { bootId: "x" },
  { startedAtMs: 1e300 },
  { measured: 1 },
  { clock: "1" },
  { measured: { offsetMs: 0, errorMs: -1, atMs: 0 } },
];

const noFrame: readonly [Make, ...Make[]] = [
  (chance) => chance.bytes(chance.below(60)),
  (chance, sender) => packed(chance, sender).subarray(0, 4),
  (chance, sender) => packed(chance, sender).fill(3 + chance.below(250), 0, 1),
  (chance, sender) => {
    const bytes = packed(chance, sender);
    const truly = Buffer.from(bytes).readUIntBE(1, 3);
    const lie = chance.one([0, 1, truly - 1, truly + 1, 0xff_ff_ff, 4 * 1024 * 1024]);
    return body(bytes[0] ?? 0, lie, bytes.subarray(4));
  },
  (chance, sender) => {
    const bytes = packed(chance, sender);
    return bytes.subarray(0, 5 + chance.below(bytes.length - 6));
  },
  (chance, sender) => {
    const bytes = packed(chance, sender);
    return body(((bytes[0] ?? 0) + 1) % 3, Buffer.from(bytes).readUIntBE(1, 3), bytes.subarray(4));
  },
  (chance) => body(1, told(chance), bombs[0]),
  (chance) => body(2, told(chance), bombs[1]),
  (chance) => text(chance.one(["null", "0", '""', "[]", "{}", "true", "[[]]", '{"kind":"batch"}'])),
  (chance) =>
    text(chance.one(["{", "NaN", "undefined", "{'kind':'batch'}", "\ufeff{}", '{"a":1,}'])),
  (chance) =>
    text(
      chance.one([
        '{"__proto__":{"kind":"batch"}}',
        '{"kind":"__proto__"}',
        '{"kind":"constructor"}',
        '{"kind":["batch"]}',
      ]),
    ),
  (chance) => text(`{"kind":"${chance.one(["Batch", "batch ", "welcome", "ack", ""])}"}`),
  (chance) => text(deep(chance.one([...depths]))),
  (chance) => text(`{"kind":"batch","rows":${deep(chance.one([...depths]))}}`),
  (chance, sender) => {
    const rows = Array.from({ length: 1_001 }, () => 0);
    return packBody(JSON.stringify(frame(chance, sender, { rows })));
  },
  spoilt("rows", [[], null, {}, "[]", 1]),
  spoilt("firstSeq", [0, -1, 1.5, 2 ** 53, 1e308, "1", null, "NaN", [1]]),
  spoilt("stream", ["", "Care", "__proto__", null, 1, ["care"]]),
  spoilt("epoch", ["", "1", null, 0, "not-a-uuid", {}]),
  spoilt("clocks", [
    null,
    {},
    [null],
    [1],
    [{ clock: -1 }],
    Array.from({ length: 1_001 }, () => 0),
  ]),
  (chance, sender) => {
    const clock = { ...sender.clock, ...chance.one([...badClocks]) };
    return packBody(JSON.stringify(frame(chance, sender, { clocks: [clock] })));
  },
];

const outOfPlace: readonly [Make, ...Make[]] = [
  spoilt("epoch", ["00000000-0000-4000-8000-000000000000", "ffffffff-ffff-4fff-8fff-ffffffffffff"]),
  (chance, sender) => {
    const far = sender.next("care") + 60_000 + chance.below(1_000_000);
    const firstSeq = chance.one([far, Number.MAX_SAFE_INTEGER]);
    return packBody(JSON.stringify(frame(chance, sender, { firstSeq })));
  },
];

/** A body that must never reach the record, though it may well have been sealed and signed. */
export function unwantedBody(chance: Chance, sender: Sender): Unwanted {
  return chance.maybe(0.15)
    ? { bytes: chance.one(outOfPlace)(chance, sender), becomes: "say-hello" }
    : { bytes: chance.one(noFrame)(chance, sender), becomes: "refused" };
}
