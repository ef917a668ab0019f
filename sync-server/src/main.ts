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
  toRaw,
} from "@drop-in/foundation";
import { readActivities } from "./activities/read-activities.ts";
import { openAdminToken } from "./adapters/admin-token.ts";
import { openAuthority } from "./adapters/authority.ts";
import { createBrokerSeat } from "./adapters/broker-seat.ts";
import { openCentreKeys } from "./adapters/centre-keys.ts";
import { systemChance } from "./adapters/chance.ts";
import { newClientId } from "./adapters/client-id.ts";
import { systemClock } from "./adapters/clock.ts";
import { signerAt } from "./adapters/signer-socket.ts";
import { openSigningKey } from "./adapters/signing-key.ts";
import { createSealedFrames } from "./broker/sealed-frames.ts";
import { createOpenPhone } from "./callbacks/open-phone.ts";
import { readCatalogue } from "./catalogue/read-catalogue.ts";
import { createCentre } from "./centre.ts";
import { httpStatusOf } from "./centre-error.ts";
import { unpin } from "./collections/unpin.ts";
import { readPacks } from "./content/read-packs.ts";
import { openPostgresDatabase, openSqliteDatabase } from "./db/open-database.ts";
import type { Database } from "./db/sql.ts";
import { createEnrolment } from "./enrolment/enrolment.ts";
import { serveEnrolment } from "./enrolment/serve-enrolment.ts";
import { readSettings, type Settings } from "./settings.ts";
import { createOpenSaid } from "./submissions/open-said.ts";

/** The boot story of the centre, top to bottom. What cannot be is one clear line, not a stack trace. */
async function main(): Promise<void> {
  const read = readSettings(process.env);
  if (read.kind === "bad") throw new CannotStart(`bad setting: ${read.problem}`);
  const { settings } = read;
  const log = createLog({ part: "centre" }, settings.LOG_LEVEL);

  const book = attempt("CATALOGUE_FILE", () => readCatalogue(settings.CATALOGUE_FILE));
  const list = attempt("ACTIVITIES_FILE", () => readActivities(settings.ACTIVITIES_FILE));
  for (const why of list.leftOut) log.warn({ event: "activities.left-out", why });
  const packs = [...attempt("CONTENT_DIR", () => readPacks(settings.CONTENT_DIR)), list.pack];
  const keysDir = settings.KEYS_DIR ?? join(settings.DATA_DIR, "keys");
  prepare("DATA_DIR", settings.DATA_DIR);
  prepare("KEYS_DIR", keysDir);
  const database = await openDatabase(settings, log);
  const key = attempt("the signing key", () =>
    openSigningKey(settings.KEYS_DIR ?? settings.DATA_DIR),
  );
  const keys = await openCentreKeys(keysDir).catch((error) => refuse("the keys", error));
  const authority = await openAuthority(
    keys.authorityKey,
    join(keysDir, "authority.crt"),
    systemClock(),
  ).catch((error) => refuse("the authority", error));

  const { HOST: host, PUBLIC_URL } = settings;
  const publicName = PUBLIC_URL && new URL(PUBLIC_URL).hostname;
  const app = await createServer({ log, host, publicName, statusOf: httpStatusOf });
  const portNow = () => portOf(app.server.address());
  const url = () => settings.PUBLIC_URL ?? `http://${settings.HOST}:${portNow()}`;
  const broker = createBrokerSeat(settings, { authority, log, clientId: newClientId() });
  const enrolment = await createEnrolment({
    ...{ db: database, authority, keys, url, unpin, log },
    brokers: broker.forDevices,
    brokerAuthorities: attempt("DEVICE_BROKER_CA", broker.authoritiesForDevices),
    commandKeys: await commandKeys(settings, log),
    kick: broker.kick,
    publishList: broker.takeRevocationList,
    ...{ changes: database.changes, chance: systemChance, clock: systemClock, timer: systemTimer },
  });
  const { deviceKeys, revocationLists } = enrolment;
  const link = await broker
    .open(revocationLists)
    .catch((error) => refuse(settings.BROKER_URL ?? `BROKER_PORT ${settings.BROKER_PORT}`, error));

  const centre = createCentre({
    ...{ database, link, key, book, packs, log, signer: signerOf(settings) },
    frames: createSealedFrames({ deviceKeys, centre: keys }),
    openPhone: createOpenPhone(keys),
    openSaid: createOpenSaid(keys),
    clock: systemClock,
    timer: systemTimer,
    chance: systemChance,
    timeZone: settings.TIME_ZONE,
    statusEveryMs: settings.STATUS_EVERY_MS,
  });
  await centre.prepare(settings.FIRST_STAFF);
  await servePages(app, { uiDir: settings.UI_DIR, pages: { "/": "console" }, log });
  await centre.serve(app);
  const adminToken = openAdminToken(settings.DATA_DIR);
  await serveEnrolment(app, { ...enrolment, signedIn: centre.signedIn, adminToken });
  await app
    .listen({ host: settings.HOST, port: settings.HTTP_PORT })
    .catch((error) => refuse(`HTTP_PORT ${settings.HTTP_PORT}`, error));
  adminToken.announce(`http://${settings.HOST}:${portNow()}`);
  centre.run();

  log.info({ event: "centre.started", url: url(), broker: link.url });
  process.stdout.write(`${JSON.stringify({ ready: true, url: url(), broker: link.url })}\n`);

  async function stop(): Promise<void> {
    log.info({ event: "centre.stopping" });
    await app.close();
    enrolment.revocationLists.close();
    await centre.close();
    await database.close();
    process.exit(0);
  }
  process.once("SIGTERM", () => void stop());
  process.once("SIGINT", () => void stop());
}

/** Commands are signed in another process, which nothing but its socket reaches. */
function signerOf({ COMMAND_SIGNER }: Settings) {
  if (COMMAND_SIGNER !== undefined) return signerAt(COMMAND_SIGNER);
  return { sign: () => Promise.reject(new Error("COMMAND_SIGNER is not set")) };
}

async function commandKeys({ COMMAND_SIGNER }: Settings, log: Log): Promise<string[]> {
  if (COMMAND_SIGNER === undefined) return [];
  try {
    return [toRaw(await signerAt(COMMAND_SIGNER).publicKey())];
  } catch (error) {
    log.error({ event: "signer.not-reached", error: reasonOf(error) });
    return [];
  }
}

function prepare(name: string, folder: string): void {
  const unwritable = prepareFolder(folder);
  if (unwritable) throw new CannotStart(`${name} ${folder}: ${unwritable}`);
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
