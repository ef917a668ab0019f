// Planted: a screen that reaches over the agent's routes. `npm run check` fails if this is not noticed.
export { readSettings } from "@drop-in/edge-agent";
