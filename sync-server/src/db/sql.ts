import type { Changes } from "@drop-in/foundation";

export type Value = string | number | null;
/** Named as `:name` in the text. A list stands only in `= any(:name)`. */
export type Params = Readonly<Record<string, Value | readonly string[] | readonly number[]>>;

/** Column → its type, in the order the values of a row come in. */
export type Columns = Readonly<Record<string, "text" | "int8">>;
export type Rows = readonly (readonly Value[])[];

export type BulkInsert = {
  into: string;
  columns: Columns;
  rows: Rows;
  /** Written out, as in `on conflict do nothing`. No two rows of one call may meet in an update. */
  onConflict?: string;
};

/** Each row is its key, then what is set: rows there is nothing of yet are passed over. */
export type BulkUpdate = { table: string; key: Columns; set: Columns; rows: Rows };

/** Plain SQL in what SQLite and PostgreSQL share; rows come back unparsed. */
export type Sql = {
  all(text: string, params?: Params): Promise<unknown[]>;
  get(text: string, params?: Params): Promise<unknown>;
  /** How many rows it changed. */
  run(text: string, params?: Params): Promise<number>;
  insertMany(insert: BulkInsert): Promise<number>;
  updateMany(update: BulkUpdate): Promise<number>;
};

export type Transaction = Sql & {
  /** What `work` did is undone when it throws; the transaction goes on. */
  savepoint<Result>(work: () => Promise<Result>): Promise<Result>;
};

/**
 * One of two engines. A transaction is durable when its promise resolves, and never was when it rejects, except where
 * the line broke at the very commit: then nobody knows, and what is done must bear being done again.
 */
export type Database = Sql & {
  engine: "sqlite" | "postgres";
  /** May be run again from the start when others were in the way. A transaction inside another is refused. */
  transact<Result>(work: (sql: Transaction) => Promise<Result>): Promise<Result>;
  /** Rings here, and in every other process on this database. */
  changes: Changes;
  close(): Promise<void>;
};
