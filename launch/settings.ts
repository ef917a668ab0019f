import { join } from "node:path";
import { z } from "zod";
import type { DemoMachine } from "./options.ts";

const port = (usual: number) => z.coerce.number().int().min(1).max(65_535).default(usual);

const Settings = z.object({
  DROP_IN_DATA: z.string().default(".drop-in"),
  DROP_IN_HOST: z.string().default("127.0.0.1"),
  DROP_IN_EDGE_PORT: port(8080),
  DROP_IN_CONSOLE_PORT: port(8090),
  DROP_IN_BENCH_PORT: port(8070),
  DROP_IN_BROKER_PORT: port(8883),
  /** The near end of the bench's network cable: the agent reaches the broker through it. */
  DROP_IN_CABLE_PORT: port(8884),
  /** An external broker, such as mqtt://127.0.0.1:1885; none: the centre brings its own. */
  DROP_IN_BROKER_URL: z.url({ protocol: /^mqtt$/ }).optional(),
  DROP_IN_SITE_NAME: z.string().min(1).max(60).default("Whitehawk Hub"),
  DROP_IN_TICKET_LETTER: z
    .string()
    .regex(/^[A-Z]{1,4}$/)
    .default("B"),
  DROP_IN_TIME_ZONE: z.string().default("Europe/London"),
  DROP_IN_MOTOR_TURN_MS: z.coerce.number().int().min(50).default(3000),
  DROP_IN_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
});

const planOf = { spiral: "spiral-machine", locker: "locker", keypad: "keypad" };

/** How to start a whole small hub on one machine. Every folder and port can differ, so that two can run side by side. */
export type HubSettings = {
  dataDir: string;
  host: string;
  edgePort: number;
  consolePort: number;
  benchPort: number;
  brokerPort: number;
  cablePort: number;
  brokerUrl: string | undefined;
  siteName: string;
  ticketLetter: string;
  timeZone: string;
  motorTurnMs: number;
  /** MachinePlan file: what the simulated machine is filled with, and what the agent's book begins with. */
  planFile: string;
  logLevel: string;
  /** Further settings for the edge agent alone, as its settings.ts names them. */
  agent: Record<string, string | undefined>;
};

export function readHubSettings(
  env: NodeJS.ProcessEnv,
  root: string,
  machine: DemoMachine = "spiral",
): HubSettings | { bad: string } {
  const parsed = Settings.safeParse(env);
  if (!parsed.success) {
    return {
      bad: parsed.error.issues.map(({ path, message }) => `${path}: ${message}`).join("; "),
    };
  }
  const read = parsed.data;
  const dataDir = absolute(root, read.DROP_IN_DATA);
  return {
    // Each kind of machine has its own hub: one's book must not be taken for another's.
    dataDir: machine === "spiral" ? dataDir : join(dataDir, machine),
    host: read.DROP_IN_HOST,
    edgePort: read.DROP_IN_EDGE_PORT,
    consolePort: read.DROP_IN_CONSOLE_PORT,
    benchPort: read.DROP_IN_BENCH_PORT,
    brokerPort: read.DROP_IN_BROKER_PORT,
    cablePort: read.DROP_IN_CABLE_PORT,
    brokerUrl: read.DROP_IN_BROKER_URL,
    siteName: read.DROP_IN_SITE_NAME,
    ticketLetter: read.DROP_IN_TICKET_LETTER,
    timeZone: read.DROP_IN_TIME_ZONE,
    motorTurnMs: read.DROP_IN_MOTOR_TURN_MS,
    planFile: join(root, `launch/demo/${planOf[machine]}.plan.json`),
    logLevel: read.DROP_IN_LOG_LEVEL,
    agent: {},
  };
}

function absolute(root: string, path: string): string {
  return path.startsWith("/") ? path : join(root, path);
}
