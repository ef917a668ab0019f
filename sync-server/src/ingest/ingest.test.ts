import { inMemory } from "../centre.test-rig.ts";
import { ingestConformance } from "./ingest.conformance.ts";

ingestConformance("SQLite in memory", inMemory);
