import type { Db, TryState } from "@drop-in/foundation";

export type TryLimitStore = ReturnType<typeof createTryLimitStore>;

type Row = { wrong: number; locked_until: string | null; last_wrong_at: string };

export function createTryLimitStore(db: Db) {
  const select = db.prepare<[string], Row>("select * from try_limit where what = ?");
  const upsert = db.prepare(`
    insert into try_limit (what, wrong, locked_until, last_wrong_at)
    values (:what, :wrong, :lockedUntil, :lastWrongAt)
    on conflict (what) do update set
      wrong = :wrong, locked_until = :lockedUntil, last_wrong_at = :lastWrongAt`);
  const remove = db.prepare("delete from try_limit where what = ?");

  return {
    find(what: string): TryState | undefined {
      const row = select.get(what);
      return (
        row && {
          wrong: row.wrong,
          lockedUntil: row.locked_until === null ? null : Date.parse(row.locked_until),
          lastWrongAt: Date.parse(row.last_wrong_at),
        }
      );
    },
    save(what: string, { wrong, lockedUntil, lastWrongAt }: TryState): void {
      upsert.run({
        what,
        wrong,
        lockedUntil: lockedUntil === null ? null : new Date(lockedUntil).toISOString(),
        lastWrongAt: new Date(lastWrongAt).toISOString(),
      });
    },
    clear(what: string): void {
      remove.run(what);
    },
  };
}
