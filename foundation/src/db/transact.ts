import type { Db } from "./open-db.ts";

/** Runs `work` in one immediate transaction: all of it is durable when this returns, or none of it. */
export type Transact = <Result>(work: () => Result) => Result;

/** Inside another transaction the work simply belongs to it. */
export function createTransact(db: Db): Transact {
  return (work) => (db.inTransaction ? work() : db.transaction(work).immediate());
}
