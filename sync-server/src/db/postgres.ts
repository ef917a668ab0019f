import { AsyncLocalStorage } from "node:async_hooks";
import type { Log, Timer } from "@drop-in/foundation";
import pg from "pg";
import { arrayBytes } from "./array-bytes.ts";
import { toPostgres } from "./dialect.ts";
import { DatabaseAway, isWorthAnotherTry } from "./failure.ts";
import { createPostgresChanges } from "./postgres-changes.ts";
import type { BulkInsert, BulkUpdate, Columns, Database, Rows, Sql, Transaction } from "./sql.ts";

type Parts = {
  url: string;
  /** Tells one process from another in what they announce. */
  processId: string;
  timer: Timer;
  log: Log;
  /** A schema of its own within the database; the tests use it. */
  schema?: string;
};

const CONNECTIONS = 8;
const TRIES = 5;
const CONNECT_MS = 5_000;
const QUERY_MS = 60_000; // a server that is gone without a word must not hold a frame for ever

/** One database for many processes. A lost line rejects what was asked, and never ends the process. */
export function openPostgres({ url, processId, timer, log, schema }: Parts): Database {
  const settings: pg.PoolConfig = {
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    keepAlive: true,
    application_name: "drop-in-centre",
    // Tables grow from nothing: a plan kept from when they were empty would read all of them for ever.
    options: `-c plan_cache_mode=force_custom_plan${schema ? ` -c search_path=${schema}` : ""}`,
    types: { getTypeParser: parserOf },
  };
  const pool = new pg.Pool(settings);
  pool.on("error", (error) => log.warn({ event: "database.line-lost", error: error.message }));
  const inTransaction = new AsyncLocalStorage<true>();
  const { changes, close: stopListening } = createPostgresChanges({
    connect: () => new pg.Client(settings),
    ...{ processId, timer, log },
    notify: (text) => pool.query("select pg_notify('drop_in_changes', $1)", [text]),
  });

  function guarded(): pg.Pool {
    if (inTransaction.getStore()) throw new Error("a transaction is open: use what it was given");
    return pool;
  }

  async function once<Result>(work: (sql: Transaction) => Promise<Result>): Promise<Result> {
    const client = await connect(pool);
    try {
      await ask(client, { text: "begin" });
      const sql = createSql(() => client);
      const savepoint = createSavepoint(client);
      const result = await inTransaction.run(true, () => work({ ...sql, savepoint }));
      await ask(client, { text: "commit" });
      client.release();
      return result;
    } catch (error) {
      const broken = error instanceof DatabaseAway || (await rollBack(client)) === "broken";
      client.release(broken);
      throw error;
    }
  }

  return {
    engine: "postgres",
    ...createSql(guarded),
    async transact(work) {
      guarded();
      for (let tries = 1; ; tries += 1) {
        try {
          return await once(work);
        } catch (error) {
          if (tries === TRIES || !isWorthAnotherTry(error)) throw error;
        }
      }
    },
    changes,
    async close() {
      await stopListening();
      await pool.end();
    },
  };
}

type Asks = Pick<pg.Pool, "query"> | pg.PoolClient;
type Question = { text: string; name?: string; values?: unknown[] };

/** Names of prepared statements; each connection prepares a text when it first meets it. */
const names = new Map<string, string>();

function named(text: string): { text: string; name: string } {
  const known = names.get(text);
  if (known) return { text, name: known };
  const name = `s${names.size + 1}`;
  names.set(text, name);
  return { text, name };
}

const translated = new Map<string, ReturnType<typeof toPostgres>>();

function translate(text: string): ReturnType<typeof toPostgres> {
  const known = translated.get(text) ?? toPostgres(text);
  translated.set(text, known);
  return known;
}

function createSql(client: () => Asks): Sql {
  async function query(text: string, params: Record<string, unknown> = {}) {
    const question = translate(text);
    const values = question.names.map((name) => params[name]);
    return ask(client(), { ...named(question.text), values });
  }
  async function bulk(text: string, columns: Columns, rows: Rows): Promise<number> {
    if (rows.length === 0) return 0;
    const values = Object.values(columns).map((type, place) =>
      arrayBytes(
        type,
        rows.map((row) => row[place] ?? null),
      ),
    );
    return count(await ask(client(), { ...named(text), values }));
  }

  return {
    all: async (text, params) => (await query(text, params)).rows,
    get: async (text, params) => (await query(text, params)).rows[0],
    run: async (text, params) => count(await query(text, params)),
    insertMany: (insert) => bulk(insertText(insert), insert.columns, insert.rows),
    updateMany: (update) => bulk(updateText(update), { ...update.key, ...update.set }, update.rows),
  };
}

function insertText({ into, columns, onConflict = "" }: BulkInsert): string {
  const arrays = Object.values(columns).map((type, place) => `$${place + 1}::${type}[]`);
  return `insert into ${into} (${Object.keys(columns).join(", ")}) select * from unnest(${arrays.join(", ")}) ${onConflict}`;
}

function updateText({ table, key, set }: BulkUpdate): string {
  const columns = { ...key, ...set };
  const arrays = Object.values(columns).map((type, place) => `$${place + 1}::${type}[]`);
  const sets = Object.keys(set).map((column) => `${column} = new.${column}`);
  const keys = Object.keys(key).map((column) => `${table}.${column} = new.${column}`);
  return `update ${table} set ${sets.join(", ")} from unnest(${arrays.join(", ")}) as new (${Object.keys(columns).join(", ")}) where ${keys.join(" and ")}`;
}

const count = ({ rowCount }: pg.QueryResult): number => rowCount ?? 0;

/** What the server refused keeps its code; anything else means that the line is gone. */
async function ask(client: Asks, question: Question): Promise<pg.QueryResult> {
  try {
    return await client.query(question);
  } catch (error) {
    throw isAnswer(error) ? error : new DatabaseAway(String(error));
  }
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    const client = await pool.connect();
    return client;
  } catch (error) {
    throw new DatabaseAway(String(error));
  }
}

/** 57P01 and its like are the server's last words on a line: it shuts down, or was told to end us. */
function isAnswer(error: unknown): boolean {
  return error instanceof pg.DatabaseError && !/^(57P|08)/.test(error.code ?? "");
}

function createSavepoint(client: pg.PoolClient) {
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    await ask(client, { text: "savepoint part" });
    try {
      const result = await work();
      await ask(client, { text: "release savepoint part" });
      return result;
    } catch (error) {
      if (error instanceof DatabaseAway) throw error;
      await ask(client, { text: "rollback to savepoint part" });
      await ask(client, { text: "release savepoint part" });
      throw error;
    }
  };
}

async function rollBack(client: pg.PoolClient): Promise<"usable" | "broken"> {
  try {
    await client.query("rollback");
    return "usable";
  } catch {
    return "broken";
  }
}

const INT8 = 20;
const NUMERIC = 1700;
const toNumber = (text: string): number => Number(text);

/** Counts and sums are numbers here, as they are in SQLite. */
const parserOf: pg.CustomTypesConfig["getTypeParser"] = (oid, format) =>
  oid === INT8 || oid === NUMERIC ? toNumber : pg.types.getTypeParser(oid, format);
