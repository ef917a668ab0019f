import type { DeviceId, HubEvent } from "@drop-in/contracts";
import type { Log } from "@drop-in/foundation";
import { isOfTheData, whatFailed } from "../db/failure.ts";
import { foldEvents } from "../record/fold-events.ts";
import type { Savepoint, Stores } from "../stores.ts";
import type { DeadLetter, Lane, StoredRow } from "./inbox.store.ts";
import { type ReadEvent, readEvent } from "./ingest.rules.ts";

type Within = { stores: Stores; savepoint: Savepoint; log: Log; receivedAt: string };
type Row = StoredRow & { read: ReadEvent };
type Folded = { event: HubEvent; row: StoredRow };

const ROWS_AT_ONCE = 1_000;

/** Stores rows past the cursor, folds everything that follows it without a gap, and moves it on. */
export async function takeIn(
  within: Within,
  deviceId: DeviceId,
  lane: Lane,
  rows: readonly StoredRow[],
): Promise<number> {
  const { stores, receivedAt } = within;
  const fresh = rows.filter(({ seq }) => seq > lane.cursor);
  if (fresh.length === 0) return lane.cursor;
  const added = await stores.inbox.store(lane.laneId, fresh, receivedAt);
  const last = fresh.at(-1)?.seq ?? 0;
  // What was stored first is what counts, should the same number ever come with something else.
  const inMemory = added === fresh.length && fresh[0]?.seq === lane.cursor + 1 ? fresh : [];
  const highest = Math.max(lane.highest, last);
  return foldOn(within, deviceId, { ...lane, highest }, inMemory);
}

/** From the cursor on: first what is at hand, then what the inbox has kept from behind a gap. */
export async function foldOn(
  within: Within,
  deviceId: DeviceId,
  lane: Lane,
  atHand: readonly StoredRow[],
): Promise<number> {
  const { inbox } = within.stores;
  let { cursor } = lane;
  let rows = atHand;
  for (;;) {
    const next = unbroken(rows, cursor);
    if (next.length > 0) await foldRows(within, deviceId, lane.laneId, next);
    cursor += next.length;
    const mayHaveMore = rows.length === 0 || next.length === rows.length;
    if (cursor >= lane.highest || !mayHaveMore) break;
    rows = await inbox.after(lane.laneId, cursor, ROWS_AT_ONCE);
    if (rows.length === 0) break;
    if (rows[0]?.seq !== cursor + 1) break;
  }
  await inbox.move({ ...lane, cursor });
  return cursor;
}

function unbroken(rows: readonly StoredRow[], cursor: number): readonly StoredRow[] {
  const end = rows.findIndex(({ seq }, place) => seq !== cursor + 1 + place);
  return end === -1 ? rows : rows.slice(0, end);
}

async function foldRows(
  within: Within,
  deviceId: DeviceId,
  laneId: number,
  rows: readonly StoredRow[],
): Promise<void> {
  const read = rows.map((row): Row => ({ ...row, read: readEvent(JSON.parse(row.json), deviceId) }));
  const letters: DeadLetter[] = [];
  const good: Folded[] = [];
  for (const { read: one, ...row } of read) {
    if (one.kind === "refused") letters.push({ ...row, why: one.why });
    else good.push({ event: one.event, row });
  }
  letters.push(...(await foldAll(within, good)));
  if (letters.length === 0) return;
  await within.stores.inbox.bury(laneId, letters, within.receivedAt);
  for (const { seq, why } of letters) {
    within.log.error({ event: "ingest.dead-letter", deviceId, laneId, seq, why });
  }
}

/** Together where that works, and one by one where it does not: one that cannot be folded must not hold up the rest. */
async function foldAll(within: Within, good: readonly Folded[]): Promise<DeadLetter[]> {
  const { stores, savepoint, receivedAt } = within;
  const fold = (some: readonly Folded[]) =>
    savepoint(() => foldEvents(stores, some.map(({ event }) => event), receivedAt));
  if (good.length === 0) return [];
  try {
    await fold(good);
    return [];
  } catch (error) {
    // A full disk or a lost line is nobody's fault here: all of it comes again.
    if (!isOfTheData(error)) throw error;
  }
  const letters: DeadLetter[] = [];
  for (const one of good) {
    try {
      await fold([one]);
    } catch (error) {
      if (!isOfTheData(error)) throw error;
      letters.push({ ...one.row, why: `${one.event.type}: ${whatFailed(error)}` });
    }
  }
  return letters;
}
