import type { Chance } from "./chance.ts";

/** `bad` breaks the schema for certain; `odd` may or may not be taken, and must hurt nobody either way. */
export type RowKind = "good" | "bad" | "odd";
export type MadeRow = { kind: RowKind; json: string };

type Row = [type: string, clock: number, monotonic: number, at: number, payload: object];
type Spoil = (row: Row, chance: Chance) => unknown;

const at = "2026-11-25T08:00:00.000Z";
const uuid = (chance: Chance): string => {
  const hex = Buffer.from(chance.bytes(16)).toString("hex");
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return `${parts.join("-")}-${hex.slice(20)}`;
};

/** A check-in, as a hub writes it. */
export function goodRow(chance: Chance, monotonic: number): Row {
  const payload = {
    ...{ visitId: uuid(chance), sessionId: null, reason: "talk", needs: [], language: "en" },
    ticket: { picture: "kite", colour: "blue", number: `B${1 + chance.below(99)}` },
    wait: { kind: "next", asOf: at },
  };
  return ["visit.checked-in.v1", 1, monotonic, Date.parse(at), payload];
}

const withPayload = (row: Row, changed: object) => [...row.slice(0, 4), { ...row[4], ...changed }];
const withPlace = (row: Row, place: number, value: unknown) =>
  row.map((old, index) => (index === place ? value : old));
const deep = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);
const notNumbers = ["NaN", "Infinity", "-1", "", null, true, {}, []] as const;
const notObjects = [null, "", "{}", 0, true, []] as const;

const spoilings: readonly [Spoil, ...Spoil[]] = [
  () => null,
  () => 0,
  () => "visit.checked-in.v1",
  () => ({}),
  () => [],
  (row) => row.slice(0, 4),
  (row) => [...row, "x".repeat(79)],
  (row) => [...row, "x".repeat(1_401)],
  (row) => [...row, `${"x".repeat(90)} `],
  (row) => [...row, null],
  (row) => [...row, "x".repeat(90), "one place too many"],
  (row, chance) => withPlace(row, 1 + chance.below(3), chance.one([...notNumbers])),
  (row) => withPlace(row, 1, -1),
  (row, chance) => withPlace(row, 2 + chance.below(2), chance.one([0.5, 2 ** 53, 1e308, -1e308])),
  (row, chance) =>
    withPlace(
      row,
      0,
      chance.one([null, 1, "visit.checked-in.v9", "__proto__", "", "x".repeat(61), "constructor"]),
    ),
  (row, chance) => withPlace(row, 4, chance.one([...notObjects])),
  (row, chance) =>
    withPayload(row, { visitId: chance.one([null, 1, "", "not-a-uuid", `${row[2]}`, {}]) }),
  (row, chance) =>
    withPayload(row, { needs: chance.one([null, "", ["lift"], [null], {}, "step-free"]) }),
  (row, chance) =>
    withPayload(row, { reason: chance.one([null, "Talk", "toString", "\ud800", 7]) }),
  (row, chance) => withPayload(row, { language: chance.one([null, "xx", "en\u0000", ["en"]]) }),
  (row) => withPayload(row, { wait: { kind: "next", asOf: "yesterday" } }),
  (row) => withPayload(row, { wait: { kind: "estimate", aboutMinutes: "NaN", asOf: at } }),
  (row) => withPayload(row, { ticket: { picture: "\udfff", colour: "blue", number: "B1" } }),
  (row) => [...row.slice(0, 4), JSON.parse('{"__proto__": {"visitId": "x"}}')],
  (row) => [...row.slice(0, 4), Object.fromEntries(Object.keys(row[4]).map((key) => [key, null]))],
];

const oddities: readonly [Spoil, ...Spoil[]] = [
  (row) => withPlace(row, 1, 4_711), // a clock that nobody told of
  (row) => withPlace(row, 2, -8_640_000_000_000_000),
  (row) => withPlace(row, 3, 8_640_000_000_000_000),
  (row) => [...row, "x".repeat(90)], // sealed, where nothing is
  (row) => [...row.slice(0, 4), { ...row[4], ...JSON.parse('{"__proto__": {"admin": true}}') }],
  (row) => withPayload(row, { toString: 1, constructor: null, hasOwnProperty: "\ud800" }),
  (row) => [
    "help.asked.v1",
    1,
    row[2],
    row[3],
    { helpId: "5f0c1de2-6a4b-4c3d-8e9f-0a1b2c3d4e5f", screen: "\ud800\u0000\udfff" },
  ],
  (row) => [
    "help.answered.v1",
    1,
    row[2],
    row[3],
    {
      helpId: "5f0c1de2-6a4b-4c3d-8e9f-0a1b2c3d4e5f",
      staffId: "5f0c1de2-6a4b-4c3d-8e9f-0a1b2c3d4e5f",
    },
  ],
  (row) => [
    "session.closed.v1",
    1,
    row[2],
    row[3],
    {
      sessionId: "5f0c1de2-6a4b-4c3d-8e9f-0a1b2c3d4e5f",
      staffId: "5f0c1de2-6a4b-4c3d-8e9f-0a1b2c3d4e5f",
      seen: Number.MAX_SAFE_INTEGER,
      didNotWait: Number.MIN_SAFE_INTEGER,
      stillWaiting: -0,
    },
  ],
  (row) => [
    "stock.adjusted.v1",
    1,
    row[2],
    row[3],
    { machineId: "m", slotId: "A01", change: Number.MIN_SAFE_INTEGER, reason: "dispensed" },
  ],
  (row) => [
    "outbox.dead-letter.v1",
    1,
    row[2],
    row[3],
    { stream: "care", seq: Number.MAX_SAFE_INTEGER, why: "'; drop table inbox; --" },
  ],
];

export function madeRow(kind: RowKind, chance: Chance, monotonic: number): MadeRow {
  const row = goodRow(chance, monotonic);
  if (kind === "good") return { kind, json: JSON.stringify(row) };
  if (kind === "odd") return { kind, json: JSON.stringify(chance.one(oddities)(row, chance)) };
  if (chance.maybe(0.003)) {
    const levels = chance.one([1_001, 60_000]);
    return { kind, json: `["visit.checked-in.v1",1,1,1,${deep(levels)}]` };
  }
  if (chance.maybe(0.02)) return { kind, json: '["visit.checked-in.v1",1e999,1,1,{}]' };
  return { kind, json: JSON.stringify(chance.one(spoilings)(row, chance)) };
}
