import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MachinePlan } from "@drop-in/contracts";
import {
  createLog,
  createServer,
  type Db,
  holdFolder,
  migrate,
  openDb,
  prepareFolder,
  reasonOf,
  servePages,
} from "@drop-in/foundation";
import { systemAuthorities } from "./adapters/authorities.ts";
import { espeak } from "./adapters/espeak.ts";
import { openHardware } from "./adapters/hardware.ts";
import { connectMqtt } from "./adapters/mqtt-transport.ts";
import { createAgent } from "./agent.ts";
import { httpStatusOf } from "./agent-error.ts";
import { createPlanStore } from "./commissioning/plan.store.ts";
import { readSettings, type Settings } from "./settings.ts";
import { goneStatusOf } from "./sync/gone-status.ts";

const pages = { "/": "visitor", "/staff": "staff", "/display": "display" };

/** The boot story of one edge box, top to bottom. */
async function main(): Promise<void> {
  const read = readSettings(process.env);
  if (read.kind === "bad") return refuse(`bad setting: ${read.problem}`);
  const { settings } = read;
  const log = createLog({ deviceId: settings.DEVICE_ID }, settings.LOG_LEVEL);

  const unwritable = prepareFolder(settings.DATA_DIR);
  if (unwritable) return refuse(`DATA_DIR ${settings.DATA_DIR} cannot be written: ${unwritable}`);
  // A second agent here would take the first one's vend in motion for one a power cut interrupted.
  if (!holdFolder(settings.DATA_DIR)) {
    return refuse(`DATA_DIR ${settings.DATA_DIR}: another agent is using it`);
  }
  const db = openDatabase(settings.DATA_DIR);

  const plan = createPlanStore(db).find() ?? readPlan(settings);
  if (plan === "unreadable")
    return refuse(`MACHINE_PLAN: ${settings.MACHINE_PLAN} is not a machine plan`);
  const authorities = systemAuthorities(log);
  const hardware = openHardware(settings, plan, authorities);
  const { DEVICE_ID: deviceId, MQTT_VERSION: mqttVersion } = settings;
  const transport = connectMqtt({
    ...{ mqttVersion, deviceId, will: goneStatusOf(deviceId) },
    url: settings.MQTT_URL,
  });
  const version = readVersion();
  const agent = createAgent({
    settings,
    version,
    db,
    hardware: hardware.parts,
    transport,
    plan,
    authorities,
    speak: espeak,
  });

  try {
    agent.recover();
  } catch (error) {
    return refuse(`what the last run left open cannot be settled: ${reasonOf(error)}`);
  }
  const app = await createServer({ log, host: settings.HOST, statusOf: httpStatusOf });
  await servePages(app, { uiDir: settings.UI_DIR, pages, log });
  await agent.serve(app);
  try {
    await app.listen({ host: settings.HOST, port: settings.HTTP_PORT });
  } catch (error) {
    return refuse(`HTTP_PORT ${settings.HTTP_PORT}: ${reasonOf(error)}`);
  }
  const running = agent.run();
  const url = `http://${settings.HOST}:${settings.HTTP_PORT}`;
  log.info({ event: "agent.started", version, url });
  process.stdout.write(`${JSON.stringify({ ready: true, url })}\n`);

  async function stop(): Promise<void> {
    log.info({ event: "agent.stopping" });
    await app.close();
    await running.close();
    await hardware.close();
    db.close();
    process.exit(0);
  }
  process.once("SIGTERM", () => void stop());
  process.once("SIGINT", () => void stop());
}

function openDatabase(folder: string): Db {
  const file = join(folder, "agent.db");
  try {
    const db = openDb(file);
    migrate(db, join(import.meta.dirname, "../migrations"));
    return db;
  } catch (error) {
    return refuse(`the database ${file}: ${reasonOf(error)}`);
  }
}

function readPlan({ MACHINE_PLAN }: Settings): MachinePlan | undefined | "unreadable" {
  if (MACHINE_PLAN === undefined) return undefined;
  try {
    return MachinePlan.parse(JSON.parse(readFileSync(MACHINE_PLAN, "utf8")));
  } catch {
    return "unreadable";
  }
}

function readVersion(): string {
  const file = join(import.meta.dirname, "../package.json");
  return String(JSON.parse(readFileSync(file, "utf8")).version);
}

/** One clear line for the person at the keyboard, not a stack trace. */
function refuse(why: string): never {
  process.stderr.write(`edge-agent cannot start: ${why}\n`);
  process.exit(1);
}

await main();
