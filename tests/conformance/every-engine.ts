import type { OpenDatabase } from "../../sync-server/src/centre.test-rig.ts";
import { appointmentsConformance } from "./appointments.suite.ts";
import { collectionsConformance } from "./collections.suite.ts";
import { commandsConformance } from "./commands.suite.ts";
import { consoleConformance } from "./console.suite.ts";
import { databaseConformance } from "./database.suite.ts";
import { ingestConformance } from "./ingest.suite.ts";
import { recordConformance } from "./record.suite.ts";
import { submissionsConformance } from "./submissions.suite.ts";

/** The one suite that every engine under the centre must pass; `runs` is how often what is random is tried. */
export function everyEngine(engine: string, open: OpenDatabase, runs?: number): void {
  databaseConformance(engine, open);
  ingestConformance(engine, open, runs);
  recordConformance(engine, open, runs);
  collectionsConformance(engine, open);
  consoleConformance(engine, open);
  commandsConformance(engine, open);
  appointmentsConformance(engine, open);
  submissionsConformance(engine, open);
}
