import { inMemory } from "../centre.test-rig.ts";
import { consoleConformance } from "./console.conformance.ts";

consoleConformance("SQLite in memory", inMemory);
