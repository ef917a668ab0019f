import { describe, expect, test } from "vitest";
import { stories } from "./bus-day.stories.ts";
import { type BusDay, type DayOptions, playBusDay } from "./bus-day.ts";

const HOUR_MS = 3_600_000;
/** Eight hours of a bus without a line: what its screens promised is what the centre knows afterwards. */
export function busDaySuite(engine: string, open?: DayOptions["open"], some = stories): void {
  describe(`eight hours alone, ${engine}`, () => {
    test.each(some)(
      "%s",
      async (_, { sure, spare, ...story }) => {
        const day = await playBusDay(open ? { ...story, open } : story);
        expect(day.complaints).toEqual([]);
        everythingOnceInOrder(day);
        everyPromiseKept(day);
        everyTimeTrue(day, story.dies ? Number.POSITIVE_INFINITY : 1_000);
        expect([...new Set(day.recorded.events.map(({ time }) => time.sure))].sort()).toEqual(sure);
        expect(day.spare).toBe(spare);
        expect(day.people.onTheBox).toEqual([]);
        expect(day.people.opened).toEqual(day.people.given);
      },
      120_000,
    );
  });
}

function everythingOnceInOrder({ ledger, recorded }: BusDay): void {
  const { events, numbers, letters, lost } = recorded;
  expect([letters, lost]).toEqual([[], []]);
  for (const seqs of numbers) expect(seqs).toEqual(seqs.map((_, place) => place + 1));
  expect(events).toHaveLength(numbers.flat().length);
  const told = events.flatMap(({ type, payload }): string[] => {
    if (type === "visit.checked-in.v1") return [payload.visitId];
    if (type === "callback.pressed.v1") return [payload.callbackId];
    return type === "help.asked.v1" ? [payload.helpId] : [];
  });
  const ids = (of: ReadonlyMap<string, unknown>) => [...of.keys()];
  const toldOf = (of: ReadonlyMap<string, unknown>) => told.filter((id) => of.has(id));
  expect(toldOf(ledger.visits)).toEqual(ids(ledger.visits));
  expect(toldOf(ledger.callbacks)).toEqual(ids(ledger.callbacks));
  expect(toldOf(ledger.help)).toEqual(ids(ledger.help));
  expect(told).toHaveLength(300 + 40 + 12);
}

function everyPromiseKept({ ledger, recorded, shelf }: BusDay): void {
  const { visits, vends, callbacks, help } = ledger;
  expect([visits.size, callbacks.size, help.size]).toEqual([300, 40, 12]);
  expect(new Set(visits.values()).size).toBe(4); // something of everything
  expect(new Set([...vends.values()].map(({ outcome }) => outcome)).size).toBe(3);
  expect(byId(recorded.visits)).toEqual(byId([...visits].map(([id, state]) => ({ id, state }))));
  expect(byId(recorded.vends)).toEqual(byId([...vends].map(([id, vend]) => ({ id, ...vend }))));
  expect(byId(recorded.callbacks.map(({ id, state }) => ({ id, state })))).toEqual(
    byId([...callbacks].map(([id, { state }]) => ({ id, state }))),
  );
  const answered = recorded.help.map((row) => ({ ...row, answered: Boolean(row.answered) }));
  expect(byId(answered)).toEqual(byId([...help].map(([id, answered]) => ({ id, answered }))));
  expect(recorded.collections).toEqual(
    expect.arrayContaining([
      { state: "dispensed", n: 60 },
      { state: "on-machine", n: 1 },
    ]),
  );
  expect(recorded.slots).toEqual(shelf);
}

/** By the moment the finger was on the glass, which nobody in the story knows but we. */
function everyTimeTrue({ ledger, recorded, endedAt }: BusDay, withinMs: number): void {
  const { events } = recorded;
  for (const { occurredAt } of events) expect(Date.parse(occurredAt)).toBeLessThanOrEqual(endedAt);
  for (const { id, pressedAt, triageDueAt, dueAt } of recorded.callbacks) {
    const event = events.find(
      ({ type, payload }) => type === "callback.pressed.v1" && payload.callbackId === id,
    );
    const off = Math.abs(Date.parse(pressedAt) - (ledger.callbacks.get(id)?.trueAt ?? 0));
    expect(off).toBeLessThanOrEqual(event?.time.errorMs ?? -1);
    expect(off).toBeLessThanOrEqual(withinMs);
    expect(Date.parse(triageDueAt) - Date.parse(pressedAt)).toBe(4 * HOUR_MS);
    expect(Date.parse(dueAt) - Date.parse(pressedAt)).toBe(24 * HOUR_MS);
  }
}

const byId = (rows: readonly Record<string, unknown>[]) =>
  [...rows].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
