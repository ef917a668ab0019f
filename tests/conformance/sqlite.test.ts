import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inMemory } from "../../sync-server/src/centre.test-rig.ts";
import { openSqliteDatabase } from "../../sync-server/src/db/open-database.ts";
import { databaseConformance } from "./database.suite.ts";
import { everyEngine } from "./every-engine.ts";

everyEngine("SQLite in memory", inMemory);
databaseConformance("SQLite in a file", async () =>
  openSqliteDatabase(join(mkdtempSync(join(tmpdir(), "drop-in-centre-")), "centre.db")),
);
