export { createAgent } from "./agent.ts";
export { readSettings, type Settings } from "./settings.ts";
