import { randomUUID } from "node:crypto";
import { systemTimer } from "@drop-in/foundation";
import { afterAll, beforeAll } from "vitest";
import { quiet } from "../../sync-server/src/centre.test-rig.ts";
import { openPostgresDatabase } from "../../sync-server/src/db/open-database.ts";
import { type Postgres, startPostgres } from "../postgres.ts";
import { busDaySuite } from "../simulation/bus-day.suite.ts";

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.close());

/** A schema of its own for each day, so that every record begins empty. */
async function openNew() {
  const schema = `t_${randomUUID().replaceAll("-", "")}`;
  const admin = await openIn("public");
  await admin.run(`create schema ${schema}`);
  await admin.close();
  return openIn(schema);
}
const openIn = (schema: string) =>
  openPostgresDatabase({
    ...{ url: postgres.url, schema, processId: randomUUID(), timer: systemTimer, log: quiet },
  });

busDaySuite("PostgreSQL", openNew);
