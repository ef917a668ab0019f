import { ClockRecord } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";
import type { Measured } from "./true-time.ts";

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

/** The runs of this program that waiting events name, and the present one. */
export function createClockStore(db: Db) {
  const insert = db
    .prepare<[string, number], number>(
      "insert into clock (boot_id, started_at_ms) values (?, ?) returning clock",
    )
    .pluck();
  const setMeasured = db.prepare(
    "update clock set offset_ms = ?, error_ms = ?, measured_at_ms = ? where clock = ?",
  );
  const selectFrom = db.prepare<[number], Row>(
    `select ${columns} from clock where clock >= ? order by clock limit 1000`,
  );
  const deleteBefore = db.prepare("delete from clock where clock < ? and clock < ?");
  let current: number | undefined;

  return {
    /** A new run. To be called once, before anything is recorded. */
    begin(bootId: string, startedAtMs: number): void {
      current = insert.get(bootId, startedAtMs);
    },
    current(): number {
      if (current === undefined) throw new Error("no run has begun");
      return current;
    },
    measured({ offsetMs, errorMs, atMs }: Measured): void {
      setMeasured.run(offsetMs, errorMs, atMs, current);
    },
    /** Every run since, and the present one: later ones tell about earlier ones. */
    since: (clock: number): ClockRecord[] => selectFrom.all(clock).map(toRecord),
    /** Nothing that waits names a run before this one any more. */
    forgetBefore(clock: number): void {
      deleteBefore.run(clock, current);
    },
  };
}

function toRecord({ clock, bootId, startedAtMs, offsetMs, errorMs, atMs }: Row): ClockRecord {
  const known = offsetMs !== null && errorMs !== null && atMs !== null;
  const measured = known ? { offsetMs, errorMs, atMs } : null;
  return ClockRecord.parse({ clock, bootId, startedAtMs, measured });
}
