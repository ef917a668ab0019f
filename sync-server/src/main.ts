import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import {
  createLog,
  createServer,
  holdFolder,
  type Log,
  prepareFolder,
  reasonOf,
  servePages,
  systemTimer,
} from "@drop-in/foundation";
import { systemChance } from "./adapters/chance.ts";
import { systemClock } from "./adapters/clock.ts";
import { openEmbeddedBroker } from "./adapters/embedded-broker.ts";
import { connectExternalBroker, type ServiceTls } from "./adapters/external-broker.ts";
import { openSigningKey } from "./adapters/signing-key.ts";
import { plainFrames } from "./broker/frames.ts";
import { readCatalogue } from "./catalogue/read-catalogue.ts";
import { createCentre } from "./centre.ts";
import { httpStatusOf } from "./centre-error.ts";
import { openPostgresDatabase, openSqliteDatabase } from "./db/open-database.ts";
import type { Database } from "./db/sql.ts";
import { readSettings, type Settings } from "./settings.ts";

/** The boot story of the centre, top to bottom. What cannot be is one clear line, not a stack trace. */
async function main(): Promise<void> {
  const read = readSettings(process.env);
  if (read.kind === "bad") throw new CannotStart(`bad setting: ${read.problem}`);
  const { settings } = read;
  const log = createLog({ part: "centre" }, settings.LOG_LEVEL);

  const book = attempt("CATALOGUE_FILE", () => readCatalogue(settings.CATALOGUE_FILE));
  const unwritable = prepareFolder(settings.DATA_DIR);
  if (unwritable) throw new CannotStart(`DATA_DIR ${settings.DATA_DIR}: ${unwritable}`);
  const database = await openDatabase(settings, log);
  const key = attempt("the signing key", () => openSigningKey(settings.DATA_DIR));
  const link = await openBroker(settings, log);

  const centre = createCentre({
    ...{ database, link, key, book, log },
    frames: plainFrames,
    openPhone: async () => null,
    clock: systemClock,
    timer: systemTimer,
    chance: systemChance,
    timeZone: settings.TIME_ZONE,
    statusEveryMs: settings.STATUS_EVERY_MS,
  });
  await centre.prepare(settings.FIRST_STAFF);
  const app = await createServer({ log, host: settings.HOST, statusOf: httpStatusOf });
  await servePages(app, { uiDir: settings.UI_DIR, pages: { "/": "console" }, log });
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
    await database.close();
    process.exit(0);
  }
  process.once("SIGTERM", () => void stop());
  process.once("SIGINT", () => void stop());
}

/** A folder's own database has one centre; a server's may have many. */
async function openDatabase(settings: Settings, log: Log): Promise<Database> {
  const { DATABASE_URL: url, DATA_DIR: folder } = settings;
  if (url !== undefined) {
    const processId = systemChance.newId();
    return openPostgresDatabase({ url, processId, timer: systemTimer, log }).catch((error) =>
      refuse("DATABASE_URL", error),
    );
  }
  if (!holdFolder(folder)) throw new CannotStart(`DATA_DIR ${folder}: another centre is using it`);
  return attempt("the database", () => openSqliteDatabase(join(folder, "centre.db")));
}

async function openBroker(settings: Settings, log: Log) {
  const { BROKER_URL, BROKER_PORT, BROKER_SHARE_GROUP, MQTT_VERSION, HOST } = settings;
  if (BROKER_URL !== undefined) {
    const clientId = `centre-${systemChance.newId().slice(0, 8)}`;
    const tls = attempt("BROKER_TLS_KEY, BROKER_TLS_CERT, BROKER_TLS_CA", () =>
      readBrokerTls(settings),
    );
    return connectExternalBroker({
      ...{ url: BROKER_URL, clientId, tls, shareGroup: BROKER_SHARE_GROUP, log },
      mqttVersion: MQTT_VERSION,
    });
  }
  return openEmbeddedBroker({ host: HOST, port: BROKER_PORT, log }).catch((error) =>
    refuse(`BROKER_PORT ${BROKER_PORT}`, error),
  );
}

/** All three or none; none only where the broker is on this machine and for a test. */
function readBrokerTls(settings: Settings): ServiceTls | undefined {
  const { BROKER_TLS_KEY: key, BROKER_TLS_CERT: cert, BROKER_TLS_CA: ca } = settings;
  if (key === undefined && cert === undefined && ca === undefined) return undefined;
  if (key === undefined || cert === undefined || ca === undefined) {
    throw new Error("name all three, or none");
  }
  const read = (file: string) => readFileSync(file, "utf8");
  return { key: read(key), cert: read(cert), ca: read(ca) };
}

/** Why this program cannot start, as one clear line. */
class CannotStart extends Error {}

function attempt<Result>(what: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    return refuse(what, error);
  }
}

function refuse(what: string, error: unknown): never {
  throw new CannotStart(`${what}: ${reasonOf(error)}`);
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address ? address.port : 0;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof CannotStart)) throw error;
  process.stderr.write(`sync-server cannot start: ${error.message}\n`);
  process.exit(1);
}
