import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { dirname, join, resolve } from "node:path";
import { systemChance } from "./adapters/chance.ts";
import { systemClock, systemTimer } from "./adapters/clock.ts";
import { openEmbeddedBroker } from "./adapters/embedded-broker.ts";
import { connectExternalBroker } from "./adapters/external-broker.ts";
import { createLog, type Log } from "./adapters/log.ts";
import { openSigningKey } from "./adapters/signing-key.ts";
import { readCatalogue } from "./catalogue/read-catalogue.ts";
import { createCentre } from "./centre.ts";
import { openDb } from "./db/db.ts";
import { migrate } from "./db/migrate.ts";
import { createServer } from "./http/server.ts";
import { readSettings, type Settings } from "./settings.ts";

/** The boot story of the centre, top to bottom. What cannot be is one clear line, not a stack trace. */
async function main(): Promise<void> {
  const read = readSettings(process.env);
  if (read.kind === "bad") throw new Refusal(`bad setting: ${read.problem}`);
  const { settings } = read;
  const log = createLog(settings.LOG_LEVEL);

  const book = attempt("CATALOGUE_FILE", () => readCatalogue(settings.CATALOGUE_FILE));
  attempt(`DATA_DIR ${settings.DATA_DIR} cannot be written`, () => prepare(settings.DATA_DIR));
  const db = attempt("the database", () => {
    const opened = openDb(join(settings.DATA_DIR, "centre.db"));
    migrate(opened, join(import.meta.dirname, "../migrations"));
    return opened;
  });
  const key = attempt("the signing key", () => openSigningKey(settings.DATA_DIR));
  const link = await openBroker(settings, log);

  const centre = createCentre({
    ...{ db, link, key, book, log },
    clock: systemClock,
    timer: systemTimer,
    chance: systemChance,
    timeZone: settings.TIME_ZONE,
    statusEveryMs: settings.STATUS_EVERY_MS,
  });
  await centre.prepare(settings.FIRST_STAFF);
  const app = await createServer({ log, uiDir: settings.UI_DIR, host: settings.HOST });
  await centre.serve(app);
  await app
    .listen({ host: settings.HOST, port: settings.HTTP_PORT })
    .catch((error) => refuse(`HTTP_PORT ${settings.HTTP_PORT}`, error));
  centre.run();

  const url = `http://${settings.HOST}:${portOf(app.server.address())}`;
  log.info({ event: "centre.started", url, broker: link.url });
  process.stdout.write(`${JSON.stringify({ ready: true, url, broker: link.url })}\n`);

  async function stop(): Promise<void> {
    log.info({ event: "centre.stopping" });
    await app.close();
    await centre.close();
    db.close();
    process.exit(0);
  }
  process.once("SIGTERM", () => void stop());
  process.once("SIGINT", () => void stop());
}

async function openBroker(settings: Settings, log: Log) {
  const { BROKER_URL, BROKER_PORT, MQTT_VERSION, HOST } = settings;
  if (BROKER_URL !== undefined) {
    const clientId = `centre-${systemChance.newId().slice(0, 8)}`;
    return connectExternalBroker({ url: BROKER_URL, mqttVersion: MQTT_VERSION, clientId, log });
  }
  return openEmbeddedBroker(HOST, BROKER_PORT).catch((error) =>
    refuse(`BROKER_PORT ${BROKER_PORT}`, error),
  );
}

function prepare(folder: string): void {
  makeFolder(resolve(folder));
  if (!statSync(folder).isDirectory()) throw new Error("it is not a folder");
  accessSync(folder, constants.W_OK);
}

/** Step by step: Node's own recursive way never returns on some file systems that refuse new folders. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

class Refusal extends Error {}

function attempt<Result>(what: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    return refuse(what, error);
  }
}

function refuse(what: string, error: unknown): never {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const known: Record<string, string> = {
    EADDRINUSE: "something else already uses this port",
    EACCES: "no permission",
    ENOENT: "no such file or folder",
  };
  throw new Refusal(`${what}: ${known[code] ?? (error instanceof Error ? error.message : error)}`);
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address ? address.port : 0;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`sync-server cannot start: ${error.message}\n`);
  process.exit(1);
}
