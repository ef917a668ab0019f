import { inMemory } from "../centre.test-rig.ts";
import { commandConformance } from "./commands.conformance.ts";

commandConformance("SQLite in memory", inMemory);
