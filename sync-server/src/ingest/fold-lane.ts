import type { DeviceId, Epoch, HubEvent } from "@drop-in/contracts";
import type { Log } from "@drop-in/foundation";
import { isOfTheData, whatFailed } from "../db/failure.ts";
import { foldEvents } from "../record/fold-events.ts";
import type { Savepoint, Stores } from "../stores.ts";
import type { DeadLetter, Lane, StoredRow } from "./inbox.store.ts";
import { type ReadEvent, readRow } from "./ingest.rules.ts";

/** One transaction about one lane of one device. */
export type Work = {
  stores: Stores;
  savepoint: Savepoint;
  log: Log;
  receivedAt: string;
  deviceId: DeviceId;
  epoch: Epoch;
};
export type Arrived = StoredRow & { read: ReadEvent | undefined };
type Row = StoredRow & { read: ReadEvent };
type Good = { event: HubEvent; row: StoredRow };

const ROWS_AT_ONCE = 1_000;

/**
 * Stores rows past the cursor, folds everything that follows it without a gap, and moves it on. Rows that came before their
 * turn need not have been `read`: they are folded from what is stored.
 */
export async function takeIn(work: Work, lane: Lane, rows: readonly Arrived[]): Promise<number> {
  const { inbox } = work.stores;
  const fresh = rows.filter(({ seq }) => seq > lane.cursor);
  const last = fresh.at(-1)?.seq;
  if (last === undefined) return lane.cursor;
  const added = await inbox.store(lane.laneId, fresh, work.receivedAt);
  const highest = Math.max(lane.highest, last);
  const follows = fresh[0]?.seq === lane.cursor + 1;
  // What comes in between is on its way through another process, which will fold this as well.
  if (!follows) {
    await inbox.move({ ...lane, highest });
    return lane.cursor;
  }
  // What was stored first is what counts, should the same number ever come with something else.
  const read = fresh.filter(isRead);
  if (added < fresh.length || read.length < fresh.length) {
    return foldStored(work, { ...lane, highest });
  }
  await foldRows(work, lane.laneId, read);
  const moved = { ...lane, highest, cursor: last };
  if (highest > last) return foldStored(work, moved);
  await inbox.move(moved);
  return last;
}

const isRead = (row: Arrived): row is Row => row.read !== undefined;

/** Folds what the inbox has kept, from the cursor on as far as there is no gap. */
export async function foldStored(work: Work, lane: Lane): Promise<number> {
  const { inbox, clocks } = work.stores;
  const known = await clocks.of(work.deviceId, work.epoch);
  let { cursor } = lane;
  while (cursor < lane.highest && (await inbox.has(lane.laneId, cursor + 1))) {
    const rows = unbroken(await inbox.after(lane.laneId, cursor, ROWS_AT_ONCE), cursor);
    const read = rows.map((row): Row => {
      return { ...row, read: readRow(JSON.parse(row.json), work.deviceId, known) };
    });
    await foldRows(work, lane.laneId, read);
    cursor += rows.length;
  }
  await inbox.move({ ...lane, cursor, highest: Math.max(cursor, lane.highest) });
  return cursor;
}

function unbroken(rows: readonly StoredRow[], cursor: number): readonly StoredRow[] {
  const end = rows.findIndex(({ seq }, place) => seq !== cursor + 1 + place);
  return end === -1 ? rows : rows.slice(0, end);
}

async function foldRows(work: Work, laneId: number, rows: readonly Row[]): Promise<void> {
  const letters: DeadLetter[] = [];
  const good: Good[] = [];
  for (const row of rows) {
    if (row.read.kind === "refused") letters.push({ ...row, why: row.read.why });
    else good.push({ event: row.read.event, row });
  }
  letters.push(...(await foldAll(work, good)));
  if (letters.length === 0) return;
  await work.stores.inbox.bury(laneId, letters, work.receivedAt);
  const { log, deviceId } = work;
  for (const { seq, why } of letters) {
    log.error({ event: "ingest.dead-letter", deviceId, laneId, seq, why });
  }
}

/** Together where that works, and one by one where not: one that cannot be folded must not hold up the rest. */
async function foldAll(work: Work, good: readonly Good[]): Promise<DeadLetter[]> {
  if (good.length === 0) return [];
  if ((await tryToFold(work, good)) === "folded") return [];
  const letters: DeadLetter[] = [];
  for (const one of good) {
    const outcome = await tryToFold(work, [one]);
    if (outcome !== "folded") letters.push({ ...one.row, why: `${one.event.type}: ${outcome}` });
  }
  return letters;
}

/** A full disk or a lost line is nobody's fault here, and undoes everything: all of it comes again. */
async function tryToFold(work: Work, some: readonly Good[]): Promise<string> {
  const events = some.map(({ event }) => event);
  try {
    await work.savepoint(() => foldEvents(work.stores, events, work.receivedAt));
    return "folded";
  } catch (error) {
    if (!isOfTheData(error)) throw error;
    return whatFailed(error);
  }
}
