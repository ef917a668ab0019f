import { join } from "node:path";
import pg from "pg";
import { type Postgres, startPostgres, toolFolder } from "../../postgres.ts";
import { drain } from "../drain.ts";
import { notRun, type Row, toFact, toRow } from "../figures.ts";
import { ours, startCentre, storedSql } from "../ours.ts";
import { recordedDays, toLines } from "../recorded-days.ts";
import { httpToPostgres, type Way } from "../ways.ts";
import { inTurn, type Part } from "./in-turn.ts";

const EVENTS = 20_000;
const AT_ONCE = 500;
const row6 = "6. events drained a second to PostgreSQL / 500 rows in one unnest, again and again";

/** Row 6: the whole way into PostgreSQL against what PostgreSQL itself takes, 500 rows in a statement and a commit. */
export async function postgresRows(part: Part): Promise<Row[]> {
  if (!hasPostgres()) {
    part.tell("postgres: PostgreSQL is not installed");
    return [notRun(row6, { atLeast: 0.4 })];
  }
  const events = recordedDays(EVENTS, { deviceId: "bench-1", siteId: "bench" });
  const postgres = await startPostgres();
  try {
    const databases = await databasesOf(postgres);
    const whole: Way = {
      ...ours,
      name: "Drop-in, PostgreSQL",
      async startCentre(folder) {
        const db = await databases.fresh();
        return startCentre(folder, { postgresUrl: db.url, stored: () => db.count(storedSql) });
      },
    };
    const reference: Way = {
      ...httpToPostgres("", async () => 0),
      async startCentre(folder) {
        const db = await databases.fresh();
        const way = httpToPostgres(db.url, () => db.count("select count(*) from event"));
        return way.startCentre(join(folder));
      },
    };
    const loop: number[] = [];
    const runs = await inTurn(part, {
      name: "postgres",
      ways: [whole, reference],
      async measure(way) {
        if (way === whole) loop.push(await unnestLoop(await databases.fresh(), events));
        return drain(way, events);
      },
      words: ({ eventsPerSecond }) =>
        `${eventsPerSecond.toFixed()} events/s, unnest alone ${loop.at(-1)?.toFixed()}`,
    });
    const rate = (way: Way) => runs.of(way, ({ eventsPerSecond }) => eventsPerSecond);
    await databases.close();
    return [
      toRow({ what: row6, measured: rate(whole), reference: loop, target: { atLeast: 0.4 } }),
      toFact(`6. ${reference.name}, events a second`, rate(reference)),
    ];
  } finally {
    await postgres.close();
  }
}

type Fresh = { url: string; count(sql: string): Promise<number> };

async function databasesOf({ url }: Postgres) {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  let made = 0;
  return {
    async fresh(): Promise<Fresh> {
      made += 1;
      const name = `bench_${made}`;
      await admin.query(`create database ${name}`);
      const own = new URL(url);
      own.pathname = name;
      return {
        url: own.href,
        async count(sql) {
          const client = new pg.Client({ connectionString: own.href });
          await client.connect();
          const { rows } = await client.query({ text: sql, rowMode: "array" });
          await client.end();
          return Number(rows[0]?.[0]);
        },
      };
    },
    close: () => admin.end(),
  };
}

/** Rows a second that one connection gets in, 500 in a statement, each statement a durable commit. */
async function unnestLoop(
  { url }: Fresh,
  events: ReturnType<typeof recordedDays>,
): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("create table event (event_id text primary key, event_json text not null)");
  const lines = toLines(events).trimEnd().split("\n");
  const from = performance.now();
  for (let at = 0; at < lines.length; at += AT_ONCE) {
    const ids = events.slice(at, at + AT_ONCE).map(({ eventId }) => eventId);
    await client.query("insert into event select * from unnest($1::text[], $2::text[])", [
      ids,
      lines.slice(at, at + AT_ONCE),
    ]);
  }
  const seconds = (performance.now() - from) / 1000;
  await client.end();
  return lines.length / seconds;
}

function hasPostgres(): boolean {
  try {
    return toolFolder() !== "";
  } catch {
    return false;
  }
}
