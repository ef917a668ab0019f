import { readFileSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { join } from "node:path";
import { MachinePlan } from "@drop-in/contracts";
import {
  createLog,
  createServer,
  type Db,
  holdFolder,
  type Log,
  migrate,
  openDataKey,
  prepareFolder,
  reasonOf,
  servePages,
  systemTimer,
} from "@drop-in/foundation";
import { openAgentDb } from "./adapters/agent-db.ts";
import { systemAuthorities } from "./adapters/authorities.ts";
import { centreHttp } from "./adapters/centre-http.ts";
import { espeak } from "./adapters/espeak.ts";
import { openHardware } from "./adapters/hardware.ts";
import { type IdentityFiles, openIdentityFiles } from "./adapters/identity-files.ts";
import { makeKeys } from "./adapters/make-keys.ts";
import { connectMqtt } from "./adapters/mqtt-transport.ts";
import { sealFieldsBetween } from "./adapters/seal-fields.ts";
import { createAgent } from "./agent.ts";
import { httpStatusOf } from "./agent-error.ts";
import { createPlanStore } from "./commissioning/plan.store.ts";
import { type Identity, openIdentity } from "./enrolment/identity.ts";
import { join as joinCentre } from "./enrolment/join.service.ts";
import { holdIdentity, type PresentIdentity } from "./enrolment/present-identity.ts";
import { createRenewal } from "./enrolment/renewal.service.ts";
import { sealWaiting } from "./outbox/seal-waiting.ts";
import { readSettings, type Settings } from "./settings.ts";
import { createConnectionStore } from "./sync/connection.store.ts";
import { createSealedWire, type SealedWire } from "./sync/sealed-wire.ts";
import type { Transport } from "./sync/transport.ts";

const pages = {
  "/": "visitor",
  "/staff": "staff",
  "/display": "display",
  "/gallery": "gallery",
};
const besidePages = { "/gallery.json": "gallery.json" };

/** The boot story of one edge box, top to bottom. */
async function main(): Promise<void> {
  const read = readSettings(process.env);
  if (read.kind === "bad") return refuse(`bad setting: ${read.problem}`);
  const { settings } = read;
  const version = readVersion();

  const unwritable = prepareFolder(settings.DATA_DIR);
  if (unwritable) return refuse(`DATA_DIR ${settings.DATA_DIR} cannot be written: ${unwritable}`);
  // A second agent here would take the first one's vend in motion for one a power cut interrupted.
  if (!holdFolder(settings.DATA_DIR)) {
    return refuse(`DATA_DIR ${settings.DATA_DIR}: another agent is using it`);
  }
  const files = openIdentityFiles(settings.DATA_DIR);
  const first = await becomeSomebody(files, settings, version);
  const { deviceId } = first;
  const log = createLog({ deviceId }, settings.LOG_LEVEL);
  const identity = holdIdentity(files, first, log);
  const db = openDatabase(settings);

  const plan = createPlanStore(db).find() ?? readPlan(settings);
  if (plan === "unreadable")
    return refuse(`MACHINE_PLAN: ${settings.MACHINE_PLAN} is not a machine plan`);
  const authorities = systemAuthorities(log);
  const hardware = openHardware(settings, plan, authorities);
  const wire = createSealedWire(identity.now);
  const seal = sealFieldsBetween(identity.now);
  await sealWaiting(db, seal);
  const transport = connectToBroker(settings, identity, wire, db);
  const agent = createAgent({
    ...{ settings, version, db, device: first, transport, wire, seal, plan, authorities },
    hardware: hardware.parts,
    fromAfar: {
      verifiers: () => identity.now().commandVerifiers,
      restart: () => void stop(),
    },
    speak: espeak,
  });

  try {
    agent.recover();
  } catch (error) {
    return refuse(`what the last run left open cannot be settled: ${reasonOf(error)}`);
  }
  const app = await createServer({ log, host: settings.HOST, statusOf: httpStatusOf });
  await servePages(app, { uiDir: settings.UI_DIR, pages, files: besidePages, log });
  await agent.serve(app);
  try {
    await app.listen({ host: settings.HOST, port: settings.HTTP_PORT });
  } catch (error) {
    return refuse(`HTTP_PORT ${settings.HTTP_PORT}: ${reasonOf(error)}`);
  }
  const running = agent.run();
  const renewal = keepIdentity({ files, identity, transport, running, version, log });
  const url = `http://${settings.HOST}:${settings.HTTP_PORT}`;
  log.info({ event: "agent.started", version, url });
  process.stdout.write(`${JSON.stringify({ ready: true, url, deviceId })}\n`);
  flushCompileCache(); // a box whose plug is pulled starts as fast the next time

  async function stop(): Promise<void> {
    log.info({ event: "agent.stopping" });
    await app.close();
    renewal.close();
    await running.close();
    await hardware.close();
    db.close();
    process.exit(0);
  }
  process.once("SIGTERM", () => void stop());
  process.once("SIGINT", () => void stop());
}

/** Who this box is. At its very first start an introduction may come with the settings. */
async function becomeSomebody(
  files: IdentityFiles,
  { ENROL_WITH, LOG_LEVEL }: Settings,
  agentVersion: string,
): Promise<Identity> {
  const known = await openIdentity(files);
  if (known !== "not-enrolled") return known;
  if (ENROL_WITH === undefined) {
    return refuse(
      'this box is no device yet. At the centre: npm run device -- enrol. Here: npm run device -- join "…", or set ENROL_WITH.',
    );
  }
  const log = createLog({}, LOG_LEVEL);
  const done = await joinCentre(
    { files, http: centreHttp, makeKeys, agentVersion, log },
    ENROL_WITH,
  );
  if (done.kind === "not-joined") return refuse(done.message);
  const opened = await openIdentity(files);
  return opened === "not-enrolled" ? refuse("the identity was not kept") : opened;
}

function connectToBroker(
  settings: Settings,
  identity: PresentIdentity,
  wire: SealedWire,
  db: Db,
): Transport {
  const { deviceId, brokers } = identity.now();
  const url = settings.MQTT_URL ?? brokers[0] ?? refuse("the centre named no broker");
  return connectMqtt({
    ...{ url, deviceId, mqttVersion: settings.MQTT_VERSION },
    tls: url.startsWith("mqtts:") ? () => identity.now().tls : undefined,
    connections: createConnectionStore(db),
    will: (connection) => wire.status({ online: false, deviceId, connection }),
  });
}

type Keeping = {
  files: IdentityFiles;
  identity: PresentIdentity;
  transport: Transport;
  running: ReturnType<ReturnType<typeof createAgent>["run"]>;
  version: string;
  log: Log;
};

/** The certificate is renewed in good time, the line made anew with it, and the old one let go once the new one was heard. */
function keepIdentity({ files, identity, transport, running, version, log }: Keeping) {
  running.sync.onChange(() => {
    if (running.sync.connected()) identity.heard();
  });
  transport.onRefused?.(() => {
    void identity.refused().then((changed) => changed && transport.renew?.());
  });
  return createRenewal({
    ...{ files, http: centreHttp, makeKeys, agentVersion: version, log },
    clock: () => new Date(),
    timer: systemTimer,
    spread: Math.random(),
    onRenewed: () => void identity.renewed().then(() => transport.renew?.()),
  });
}

function openDatabase({ DATA_DIR, CREDENTIALS_DIRECTORY }: Settings): Db {
  try {
    const db = openAgentDb(DATA_DIR, openDataKey(DATA_DIR, CREDENTIALS_DIRECTORY));
    migrate(db, join(import.meta.dirname, "../migrations"));
    return db;
  } catch (error) {
    return refuse(`the database in ${DATA_DIR}: ${reasonOf(error)}`);
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
