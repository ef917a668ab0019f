import Database from "better-sqlite3";
import { type Breaker, type Disk, type Life, PowerCut } from "./breaker.ts";

export type OpenAttempt = { attempt_id: string; selection: number; collection_id: string };
export type Book = ReturnType<typeof openBook>;

/** A database in memory whose every commit is a point where the power may go. Only what was committed outlives it. */
export function openBook(
  image: Buffer,
  { life, disk, breaker }: { life: Life; disk: Disk; breaker: Breaker },
) {
  const db = new Database(image);
  db.pragma("foreign_keys = ON");
  const selectOpen = db.prepare<[], OpenAttempt>(
    "select attempt_id, selection, collection_id from attempt where outcome_json is null",
  );
  const state = () => ({ image: disk.early ? db.serialize() : undefined, open: selectOpen.all() });
  let durable = state();
  let earlier = durable;

  /** Runs `work` in one transaction. Torn, it is taken back; without power nothing of it begins. */
  function commit<Result>(work: () => Result): Result {
    let result: { is: Result } | undefined;
    const all = (torn: boolean) =>
      transaction(() => {
        const made = work();
        if (torn) throw new PowerCut();
        if (disk.refuses) throw new Database.SqliteError("disk I/O error", "SQLITE_IOERR_WRITE");
        result = { is: made };
      }).immediate();
    breaker.cross("commit", {
      half() {
        try {
          all(true);
        } catch (error) {
          if (!(error instanceof PowerCut)) throw error;
        }
      },
      whole() {
        all(false);
        earlier = durable;
        durable = state();
      },
    });
    if (!life.powered || result === undefined) throw new PowerCut();
    return result.is;
  }

  const transaction = db.transaction.bind(db);
  const prepare = db.prepare.bind(db);
  const write = (statement: Database.Statement, values: unknown[]) =>
    db.inTransaction || statement.readonly
      ? statement.run(...values)
      : commit(() => statement.run(...values));
  Object.assign(db, {
    transaction: (work: () => unknown) => ({ immediate: () => commit(work) }),
    prepare: (sql: string) => whenUsed(() => prepare(sql), write),
  });

  return {
    db,
    /** Attempts that a power cut at this moment would leave behind as open. */
    durablyOpen: (): readonly OpenAttempt[] => (disk.early ? earlier : durable).open,
    /** What is on the disk once the power is gone. */
    image: (): Buffer => (disk.early ? earlier.image : undefined) ?? db.serialize(),
  };
}

type Write = (statement: Database.Statement, values: unknown[]) => unknown;

/** A statement that is prepared when it is first used: most are not, in the short life of a case. */
function whenUsed(prepare: () => Database.Statement, write: Write) {
  let made: Database.Statement | undefined;
  let shape = (statement: Database.Statement) => statement;
  const statement = () => (made ??= shape(prepare()));
  const lazy = {
    pluck() {
      shape = (plain) => plain.pluck();
      return lazy;
    },
    raw() {
      shape = (plain) => plain.raw();
      return lazy;
    },
    get: (...values: unknown[]) => statement().get(...values),
    all: (...values: unknown[]) => statement().all(...values),
    iterate: (...values: unknown[]) => statement().iterate(...values),
    run: (...values: unknown[]) => write(statement(), values),
  };
  return lazy;
}
