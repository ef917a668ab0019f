import { randomUUID } from "node:crypto";
import { systemTimer } from "@drop-in/foundation";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPostgresDatabase } from "../../sync-server/src/db/open-database.ts";
import { quiet } from "../enrolment/enrolment-rig.ts";
import { fuzzBatches } from "../fuzz/batches.ts";
import { type Postgres, startPostgres } from "../postgres.ts";

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.close());

test("spoilt batches hurt PostgreSQL no more than SQLite, though it takes less of what a text may hold", async () => {
  const about = { url: postgres.url, processId: randomUUID(), timer: systemTimer, log: quiet };
  const database = await openPostgresDatabase(about);
  const report = await fuzzBatches({ batches: 2_000, seed: 20_261_125, database });
  expect(report.faults.slice(0, 10)).toEqual([]);
  expect(report.crashes).toBe(0);
  expect(report.deadLetters).toBeGreaterThanOrEqual(report.badRows);
});
