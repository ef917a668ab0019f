import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { OpenDatabase } from "../../sync-server/src/centre.test-rig.ts";
import { isOfTheData } from "../../sync-server/src/db/failure.ts";
import type { Database, Sql } from "../../sync-server/src/db/sql.ts";

const Count = z.object({ n: z.number() });
const read = async (sql: Sql, id = "a") =>
  Count.parse(await sql.get("select n from counter where id = :id", { id })).n;

async function withCounter(open: OpenDatabase): Promise<Database> {
  const database = await open();
  await database.run(
    "create table counter (id text primary key, n bigint not null check (n < 1000), note text)",
  );
  await database.run("insert into counter (id, n) values ('a', 0)");
  return database;
}

async function addOne(database: Database): Promise<void> {
  await database.transact(async (sql) => {
    const before = Count.parse(await sql.get("select n from counter where id = 'a' for update"));
    await sql.run("update counter set n = :n where id = 'a'", { n: before.n + 1 });
  });
}

/** What both engines promise the stores. */
export function databaseConformance(engine: string, open: OpenDatabase): void {
  describe(`the database, ${engine}`, () => {
    test("a transaction that throws has never been", async () => {
      const database = await withCounter(open);
      const broken = database.transact(async (sql) => {
        await sql.run("update counter set n = 7");
        throw new Error("no");
      });
      await expect(broken).rejects.toThrow("no");
      expect(await read(database)).toBe(0);
      await database.close();
    });

    test("of many at once, whichever throws undoes what it did and nothing of the others", async () => {
      const database = await withCounter(open);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 30 }, (_, place) =>
          database.transact(async (sql) => {
            await sql.run("update counter set n = n + 1");
            if (place % 3 === 0) throw new Error(`no ${place}`);
            return place;
          }),
        ),
      );
      expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(10);
      expect(outcomes[1]).toEqual({ status: "fulfilled", value: 1 });
      expect(await read(database)).toBe(20);
      await database.close();
    });

    test("what a savepoint did is undone alone, and the transaction goes on", async () => {
      const database = await withCounter(open);
      await database.transact(async (sql) => {
        await sql.run("update counter set n = 1");
        const part = sql.savepoint(async () => {
          await sql.run("update counter set n = 2");
          await sql.run("insert into counter (id, n) values ('a', 0)");
        });
        const error = await part.catch((error: unknown) => error);
        expect(isOfTheData(error)).toBe(true);
        await sql.savepoint(() => sql.run("update counter set note = 'kept'"));
      });
      expect(await database.get("select n, note from counter")).toEqual({ n: 1, note: "kept" });
      await database.close();
    });

    test("inside a transaction neither another nor the bare database can be used", async () => {
      const database = await withCounter(open);
      await database.transact(async () => {
        await expect(database.transact(async () => 1)).rejects.toThrow("transaction is open");
        await expect(database.get("select 1")).rejects.toThrow("transaction is open");
        await expect(database.run("update counter set n = 5")).rejects.toThrow(
          "transaction is open",
        );
      });
      expect(await read(database)).toBe(0);
      await database.close();
    });

    test("eight that read and then write at the same time lose nothing of each other", async () => {
      const database = await withCounter(open);
      await Promise.all(Array.from({ length: 8 }, () => addOne(database)));
      expect(await read(database)).toBe(8);
      await database.close();
    });

    test("nothing else falls into a transaction that is open, and nobody sees what is not committed", async () => {
      const database = await withCounter(open);
      let letGo = () => {};
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      const undone = database.transact(async (sql) => {
        await sql.run("insert into counter (id, n) values ('b', 1)");
        await held;
        throw new Error("undone");
      });
      const beside = database.run("insert into counter (id, n) values ('c', 3)");
      const seen = database.all("select id from counter where id = 'b'");
      letGo();
      await expect(undone).rejects.toThrow("undone");
      await beside;
      expect(await seen).toEqual([]);
      expect(await database.all("select id from counter order by id")).toEqual([
        { id: "a" },
        { id: "c" },
      ]);
      await database.close();
    });

    test("rows in bulk: new ones are counted, known ones passed over or replaced, unknown ones not made", async () => {
      const database = await withCounter(open);
      const columns = { id: "text", n: "int8", note: "text" } as const;
      const insert = (rows: [string, number, string | null][], onConflict: string) =>
        database.insertMany({ into: "counter", columns, rows, onConflict });
      expect(
        await insert(
          [
            ["a", 9, null],
            ["b", 1, "x"],
          ],
          "on conflict do nothing",
        ),
      ).toBe(1);
      await insert(
        [["a", 4, "y"]],
        "on conflict (id) do update set n = excluded.n, note = excluded.note",
      );
      const set = { n: "int8", note: "text" } as const;
      const rows = [
        ["b", 2, null],
        ["z", 2, null],
      ];
      expect(await database.updateMany({ table: "counter", key: { id: "text" }, set, rows })).toBe(
        1,
      );
      expect(await database.all("select id, n, note from counter order by id")).toEqual([
        { id: "a", n: 4, note: "y" },
        { id: "b", n: 2, note: null },
      ]);
      expect(await insert([], "")).toBe(0);
      await database.close();
    });

    test("lists, sums and counts come as they went", async () => {
      const database = await withCounter(open);
      await database.run("insert into counter (id, n) values ('b', 5)");
      const found = await database.all("select id from counter where id = any(:ids)", {
        ids: ["b", "z"],
      });
      expect(found).toEqual([{ id: "b" }]);
      const numbers = await database.all("select id from counter where n = any(:ns)", {
        ns: [0, 5],
      });
      expect(numbers).toHaveLength(2);
      const sums = await database.get(
        "select sum(n) as sum, count(*) as count, max(n) as max from counter",
      );
      expect(sums).toEqual({ sum: 5, count: 2, max: 5 });
      await database.close();
    });

    test("whatever a text holds comes back as it was, one by one and in bulk", async () => {
      const database = await withCounter(open);
      const text = fc
        .string({ unit: "grapheme", maxLength: 40 })
        .map((one) => one.replaceAll("\0", ""));
      const hard = fc.constantFrom(
        '"',
        "\\",
        "{}",
        "NULL",
        "null",
        ",",
        "'",
        "",
        " ",
        "\n",
        '{"a\\":1}',
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof(text, hard), { minLength: 1, maxLength: 20 }),
          async (notes) => {
            await database.run("delete from counter");
            const rows = notes.map((note, place) => [String(place), place, note]);
            await database.insertMany({
              into: "counter",
              columns: { id: "text", n: "int8", note: "text" },
              rows,
            });
            const stored = await database.all("select note from counter order by n");
            expect(stored).toEqual(notes.map((note) => ({ note })));
          },
        ),
        { numRuns: 50 },
      );
      await database.close();
    });

    test("a broken constraint is the data's fault, and the bell rings for who listens", async () => {
      const database = await withCounter(open);
      const error = await database
        .run("update counter set n = 5000")
        .catch((error: unknown) => error);
      expect(isOfTheData(error)).toBe(true);
      let rings = 0;
      const stop = database.changes.onChange(() => {
        rings += 1;
      });
      const before = rings;
      database.changes.announce();
      expect(rings).toBe(before + 1);
      stop();
      await database.close();
    });
  });
}
