import { ClockRecord } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

/** The centre's time as it was heard: true time = monotonic + offset, give or take `errorMs` when monotonic was `atMs`. */
export type Measured = NonNullable<ClockRecord["measured"]>;
export type ClockStore = ReturnType<typeof createClockStore>;

type Row = {
  clock: number;
  bootId: string;
  startedAtMs: number;
  offsetMs: number | null;
  errorMs: number | null;
  atMs: number | null;
};

const columns = `clock, boot_id as bootId, started_at_ms as startedAtMs, offset_ms as offsetMs,
  error_ms as errorMs, measured_at_ms as atMs`;

/** The times this machine was on that waiting events name, the present one, and the last in which the centre was heard. */
export function createClockStore(db: Db) {
  const insert = db.prepare(
    "insert into clock (boot_id, started_at_ms) values (?, ?) on conflict (boot_id) do nothing",
  );
  const selectBoot = db.prepare<[string], Row>(`select ${columns} from clock where boot_id = ?`);
  const setMeasured = db.prepare(
    "update clock set offset_ms = ?, error_ms = ?, measured_at_ms = ? where clock = ?",
  );
  const selectFrom = db.prepare<[number], Row>(
    `select ${columns} from clock where clock >= ? order by clock limit 1000`,
  );
  const selectLastMeasured = db.prepare<[number], Row>(
    `select ${columns} from clock where offset_ms is not null and clock < ?
     order by clock desc limit 1`,
  );
  const deleteUnused = db.prepare(
    `delete from clock where clock < :current
       and clock < coalesce((select min(row_json ->> 1) from outbox), :current)
       and clock <> coalesce((select max(clock) from clock
         where offset_ms is not null and clock < :current), 0)`,
  );
  const selectSeen = db.prepare<[], number>("select seen_wall_ms from device").pluck();
  const setSeen = db.prepare("update device set seen_wall_ms = max(seen_wall_ms, ?)");
  let current: number | undefined;

  function now(): number {
    if (current === undefined) throw new Error("no run has begun");
    return current;
  }

  return {
    /** To be called once, before anything is recorded; what was measured since the machine was switched on stays true. */
    begin(bootId: string, startedAtMs: number): void {
      insert.run(bootId, startedAtMs);
      current = selectBoot.get(bootId)?.clock;
    },
    current: now,
    measured({ offsetMs, errorMs, atMs }: Measured): void {
      setMeasured.run(offsetMs, errorMs, atMs, now());
    },
    /** What the centre's time was heard to be, in this switching-on of the machine. */
    found: (): Measured | undefined => toRecord(selectFrom.get(now()))?.measured ?? undefined,
    /** How wrong the wall clock was when it was last compared, before this switching-on. */
    lastSkewMs(): number | undefined {
      const last = toRecord(selectLastMeasured.get(now()));
      return last?.measured ? last.startedAtMs - last.measured.offsetMs : undefined;
    },
    /** Every one since, and the present one: later ones tell about earlier ones. */
    since: (clock: number): ClockRecord[] =>
      selectFrom.all(clock).flatMap((row) => toRecord(row) ?? []),
    forgetUnused(): void {
      deleteUnused.run({ current: now() });
    },
    seenWallMs: (): number => selectSeen.get() ?? 0,
    saw(wallMs: number): void {
      setSeen.run(wallMs);
    },
  };
}

function toRecord(row: Row | undefined): ClockRecord | undefined {
  if (!row) return undefined;
  const { clock, bootId, startedAtMs, offsetMs, errorMs, atMs } = row;
  const known = offsetMs !== null && errorMs !== null && atMs !== null;
  const measured = known ? { offsetMs, errorMs, atMs } : null;
  return ClockRecord.parse({ clock, bootId, startedAtMs, measured });
}
