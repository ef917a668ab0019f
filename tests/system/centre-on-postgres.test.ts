import { randomUUID } from "node:crypto";
import { systemTimer } from "@drop-in/foundation";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { makeDevice, plugInCentre, quiet } from "../../sync-server/src/centre.test-rig.ts";
import { DatabaseAway } from "../../sync-server/src/db/failure.ts";
import { openPostgresDatabase } from "../../sync-server/src/db/open-database.ts";
import type { Database } from "../../sync-server/src/db/sql.ts";
import { everyEngine } from "../conformance/every-engine.ts";
import { adjusted, loadOf } from "../conformance/facts.ts";
import { type Postgres, startPostgres } from "../postgres.ts";

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.close());

/** A schema of its own for each, so that every test has an empty record. */
async function newSchema(): Promise<string> {
  const schema = `t_${randomUUID().replaceAll("-", "")}`;
  const admin = await openIn("public");
  await admin.run(`create schema ${schema}`);
  await admin.close();
  return schema;
}
const openIn = (schema: string): Promise<Database> =>
  openPostgresDatabase({
    ...{ url: postgres.url, schema, processId: randomUUID(), timer: systemTimer, log: quiet },
  });
const openNew = async () => openIn(await newSchema());

everyEngine("PostgreSQL", openNew, 2); // each try makes a record of its own, which takes a while here

const Count = z.object({ n: z.number() });

test("two processes that read and then write at the same time lose nothing of each other", async () => {
  const schema = await newSchema();
  const both = [await openIn(schema), await openIn(schema)];
  const [one] = both;
  await one?.run("create table counter (n bigint not null)");
  await one?.run("insert into counter (n) values (0)");
  const addOne = (database: Database) =>
    database.transact(async (sql) => {
      const { n } = Count.parse(await sql.get("select n from counter for update"));
      await sql.run("update counter set n = :n", { n: n + 1 });
    });
  await Promise.all(both.flatMap((database) => Array.from({ length: 8 }, () => addOne(database))));
  expect(await one?.get("select n from counter")).toEqual({ n: 16 });
  await Promise.all(both.map((database) => database.close()));
});

test("two transactions in each other's way both come through", async () => {
  const database = await openNew();
  await database.run("create table pair (id text primary key, n bigint not null)");
  await database.run("insert into pair (id, n) values ('a', 0), ('b', 0)");
  const touch = (order: string[]) =>
    database.transact(async (sql) => {
      for (const id of order) {
        await sql.run("update pair set n = n + 1 where id = :id", { id });
        await sql.get("select pg_sleep(0.05)");
      }
    });
  await Promise.all([touch(["a", "b"]), touch(["b", "a"])]);
  expect(await database.all("select n from pair")).toEqual([{ n: 2 }, { n: 2 }]);
  await database.close();
});

test("of four processes that start at once on an empty database, one makes the tables", async () => {
  const schema = await newSchema();
  const all = await Promise.all([1, 2, 3, 4].map(() => openIn(schema)));
  expect(await all[3]?.all("select version from schema_version")).toHaveLength(1);
  await Promise.all(all.map((database) => database.close()));
});

test("a record from a newer version is left alone", async () => {
  const schema = await newSchema();
  const database = await openIn(schema);
  await database.run("update schema_version set version = 99");
  await database.close();
  await expect(openIn(schema)).rejects.toThrow("from a newer version (99 > ");
});

test("what one process announces rings in the other", async () => {
  const schema = await newSchema();
  const [here, there] = [await openIn(schema), await openIn(schema)];
  let rings = 0;
  there.changes.onChange(() => {
    rings += 1;
  });
  await expect
    .poll(() => {
      here.changes.announce();
      return rings;
    })
    .toBeGreaterThan(1);
  await here.close();
  await there.close();
});

test("batches of one device through two processes at once make one record, each counted once", async () => {
  const schema = await newSchema();
  const open = () => openIn(schema);
  const [one, two] = [await plugInCentre(open), await plugInCentre(open)];
  const device = makeDevice();
  await one.say(device.hello());
  const rows = [
    loadOf(device, 500),
    ...Array.from({ length: 199 }, () => device.row(adjusted(-1))),
  ];
  const batches = Array.from({ length: 40 }, (_, place) =>
    device.batch(place * 5 + 1, rows.slice(place * 5, place * 5 + 5)),
  );
  const shuffled = batches.toSorted(() => Math.random() - 0.5);
  await Promise.all(shuffled.flatMap((batch) => [one.say(batch), two.say(batch)]));
  const cursor = await one.database.get("select cursor from lane where stream = 'care'");
  expect(cursor).toEqual({ cursor: 200 });
  expect(await one.database.get("select count(*) as n from inbox")).toEqual({ n: 200 });
  expect((await two.centre.live()).stock).toMatchObject([{ stock: 301 }]);
  await one.close();
  await two.close();
});

test("a server that crashes takes nothing along that was acked, and is used again when it is back", async () => {
  const schema = await newSchema();
  const centre = await plugInCentre(() => openIn(schema));
  const device = makeDevice();
  const started = () =>
    device.row({ type: "device.started.v1", payload: { version: "1", recoveredAttempts: 0 } });
  await centre.say(device.hello());
  await centre.say(device.batch(1, [started(), started()]));
  expect(centre.heard().at(-1)).toMatchObject({ kind: "ack", cursor: 2 });

  await postgres.stop("immediate");
  await centre.say(device.batch(3, [started()]));
  expect(centre.heard()).toEqual([]);
  expect(centre.alerts.at(-1)).toMatchObject({
    event: "ingest.frame-failed",
    error: "DatabaseAway",
  });
  await expect(centre.database.get("select 1")).rejects.toThrow(DatabaseAway);

  await postgres.start();
  await expect
    .poll(async () => {
      await centre.say(device.batch(3, [started()]));
      return centre.heard().at(-1);
    })
    .toMatchObject({ kind: "ack", cursor: 3 });
  expect(await centre.database.all("select seq from inbox order by seq")).toHaveLength(3);
  await centre.close();
});
