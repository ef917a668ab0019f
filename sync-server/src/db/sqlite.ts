import { AsyncLocalStorage } from "node:async_hooks";
import { createChanges, type Db } from "@drop-in/foundation";
import { sqliteParams, toSqlite } from "./dialect.ts";
import type { BulkInsert, BulkUpdate, Database, Rows, Sql, Transaction } from "./sql.ts";

type Connections = {
  writer: Db;
  /** Reads while something is written. None for a database in memory: its reads wait their turn. */
  reader?: Db | undefined;
};

type Waiting = {
  /** Does the work; answers what tells its caller so, once it is on disk. */
  run: () => Promise<() => void>;
  reject: (error: unknown) => void;
};

const MOST_TOGETHER = 16;

/** The record in one file, for a centre of one process. Writers take turns; a commit has reached the disk. */
export function createSqliteDatabase({ writer, reader }: Connections): Database {
  const inTransaction = new AsyncLocalStorage<true>();
  const changes = createChanges();
  const write = createSql(writer);
  const read = reader && createSql(reader);
  let line: Promise<unknown> = Promise.resolve();
  const waiting: Waiting[] = [];

  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (inTransaction.getStore()) throw new Error("a transaction is open: use what it was given");
    const turn = line.then(() => inTransaction.run(true, work));
    line = turn.catch(() => {});
    return turn;
  }

  /** Those that came while the disk was busy share one commit: its sync is what costs, and each has it before it is told so. */
  async function transact<Result>(work: (sql: Transaction) => Promise<Result>): Promise<Result> {
    if (inTransaction.getStore()) throw new Error("a transaction is open: use what it was given");
    return new Promise<Result>((resolve, reject) => {
      waiting.push({
        run: async () => settleWith(resolve, await work({ ...write, savepoint })),
        reject,
      });
      if (waiting.length === 1) void inTurn(commitTogether);
    });
  }

  async function commitTogether(): Promise<void> {
    const group = waiting.splice(0, MOST_TOGETHER);
    if (waiting.length > 0) inTransaction.exit(() => void inTurn(commitTogether));
    const tell: (() => void)[] = [];
    try {
      writer.exec("begin immediate");
      for (const one of group) tell.push(await outcomeOf(one));
      writer.exec("commit");
    } catch (error) {
      if (writer.inTransaction) writer.exec("rollback");
      for (const { reject } of group) reject(error);
      return;
    }
    for (const say of tell) say();
  }

  /** What tells its caller what became of it, once the others are on disk too. */
  async function outcomeOf({ run, reject }: Waiting): Promise<() => void> {
    try {
      return await savepoint(run);
    } catch (error) {
      if (!writer.inTransaction) throw error; // a full disk has undone those before it as well
      return () => reject(error);
    }
  }

  async function savepoint<Result>(work: () => Promise<Result>): Promise<Result> {
    writer.exec("savepoint part");
    try {
      const result = await work();
      writer.exec("release part");
      return result;
    } catch (error) {
      if (writer.inTransaction) writer.exec("rollback to part; release part");
      throw error;
    }
  }

  function reading<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
    if (inTransaction.getStore()) throw new Error("a transaction is open: use what it was given");
    return read ? work(read) : inTurn(() => work(write));
  }

  return {
    engine: "sqlite",
    all: async (text, params) => reading((sql) => sql.all(text, params)),
    get: async (text, params) => reading((sql) => sql.get(text, params)),
    run: async (text, params) => inTurn(() => write.run(text, params)),
    insertMany: async (insert) => transact((sql) => sql.insertMany(insert)),
    updateMany: async (update) => transact((sql) => sql.updateMany(update)),
    transact,
    changes,
    async close() {
      await line;
      reader?.close();
      writer.close();
    },
  };
}

const settleWith =
  <Result>(resolve: (result: Result) => void, result: Result) =>
  () =>
    resolve(result);

type Prepared = ReturnType<typeof prepareOn>;
const prepareOn = (db: Db, text: string) => db.prepare<unknown[]>(toSqlite(text));

function createSql(db: Db): Sql {
  const prepared = new Map<string, Prepared>();

  function prepare(text: string): Prepared {
    const known = prepared.get(text);
    if (known) return known;
    const statement = prepareOn(db, text);
    prepared.set(text, statement);
    return statement;
  }

  function each(text: string, rows: Rows): number {
    const statement = prepare(text);
    let changed = 0;
    for (const row of rows) changed += statement.run(...row).changes;
    return changed;
  }

  return {
    all: async (text, params = {}) => prepare(text).all(sqliteParams(params)),
    get: async (text, params = {}) => prepare(text).get(sqliteParams(params)),
    run: async (text, params = {}) => prepare(text).run(sqliteParams(params)).changes,
    insertMany: async (insert) => each(insertText(insert), insert.rows),
    updateMany: async (update) => {
      const keys = Object.keys(update.key).length;
      const rows = update.rows.map((row) => [...row.slice(keys), ...row.slice(0, keys)]);
      return each(updateText(update), rows);
    },
  };
}

function insertText({ into, columns, onConflict = "" }: BulkInsert): string {
  const names = Object.keys(columns);
  return `insert into ${into} (${names.join(", ")}) values (${names.map(() => "?").join(", ")}) ${onConflict}`;
}

function updateText({ table, key, set }: BulkUpdate): string {
  const equal = (names: string[]) => names.map((column) => `${column} = ?`);
  return `update ${table} set ${equal(Object.keys(set)).join(", ")} where ${equal(Object.keys(key)).join(" and ")}`;
}
