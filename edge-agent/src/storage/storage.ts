import { createTransact, type Db, type Transact } from "@drop-in/foundation";
import Database from "better-sqlite3";
import { AgentError } from "../agent-error.ts";

/** A part of a transaction that may fail by itself: what it did is undone, and the rest goes on. A failing disk is thrown. */
export type Savepoint = <Result>(
  work: () => Result,
) => { kind: "done"; result: Result } | { kind: "undone"; error: unknown };

export type Storage = {
  transact: Transact;
  savepoint: Savepoint;
  state(): "ready" | "failed";
  /** Nothing is half written, and a commit that returned has been through to the disk (V2). */
  isDurable(): boolean;
  /** Tries a small write; to be called now and then while storage has failed. */
  probe(): void;
  /** Overwrites what the log still holds of rows that are gone. To be called when something was forgotten. */
  forgetBytes(): void;
};

/**
 * The one way to write. A disk that is full, broken or read-only is remembered, so that nothing is vended
 * that could not be recorded; the next write that works ends it.
 */
export function createStorage(
  db: Db,
  onChange: (state: "ready" | "failed", why: string) => void,
): Storage {
  const commit = createTransact(db);
  const rowsWritten = db.prepare<[], number>("select total_changes()").pluck();
  let state: "ready" | "failed" = "ready";

  function become(next: "ready" | "failed", why: string): void {
    if (state === next) return;
    state = next;
    onChange(next, why);
  }

  const transact: Transact = (work) => {
    if (db.inTransaction) return work();
    try {
      const before = rowsWritten.get();
      const result = commit(work);
      // Work that changed no row asked nothing of the disk, and so proves nothing of it.
      if (rowsWritten.get() !== before) become("ready", "a write worked");
      return result;
    } catch (error) {
      if (!isStorageFault(error)) throw error;
      become("failed", error.code);
      throw new AgentError("storage-failed", "Nothing can be saved on this device just now.");
    }
  };

  const savepoint: Savepoint = (work) => {
    if (!db.inTransaction) throw new Error("a savepoint is a part of a transaction");
    try {
      return { kind: "done", result: db.transaction(work)() };
    } catch (error) {
      if (isStorageFault(error)) throw error;
      return { kind: "undone", error };
    }
  };

  return {
    transact,
    savepoint,
    state: () => state,
    isDurable: () => !db.inTransaction && Number(db.pragma("synchronous", { simple: true })) >= 2,
    probe() {
      try {
        transact(() => db.exec("update device set feed_cursor = feed_cursor"));
      } catch {
        // still failed: `become` has already said so
      }
    },
    forgetBytes() {
      if (state === "ready") db.pragma("wal_checkpoint(TRUNCATE)");
    },
  };
}

/** A broken constraint is a bug of ours; everything else SQLite refuses is the disk. */
function isStorageFault(error: unknown): error is InstanceType<typeof Database.SqliteError> {
  return error instanceof Database.SqliteError && !error.code.startsWith("SQLITE_CONSTRAINT");
}
