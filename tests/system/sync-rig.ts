import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DeviceId,
  FeedItem,
  type HubFact,
  type NumberedFeedItem,
  SiteId,
  TicketPicture,
  VisitId,
} from "@drop-in/contracts";
import { packUp, readDown } from "@drop-in/contracts/wire";
import { migrate, openDb, systemTimer } from "@drop-in/foundation";
import { connectMqtt } from "../../edge-agent/src/adapters/mqtt-transport.ts";
import { clockOf, createOutboxStore } from "../../edge-agent/src/outbox/outbox.store.ts";
import { createRecordEvent, createSetAside } from "../../edge-agent/src/outbox/record-event.ts";
import type { SealedWire } from "../../edge-agent/src/sync/sealed-wire.ts";
import { createSync } from "../../edge-agent/src/sync/sync.service.ts";
import { createClockStore } from "../../edge-agent/src/time/clock.store.ts";
import { systemChance } from "../../sync-server/src/adapters/chance.ts";
import { systemClock } from "../../sync-server/src/adapters/clock.ts";
import { openEmbeddedBroker } from "../../sync-server/src/adapters/embedded-broker.ts";
import { readCatalogue } from "../../sync-server/src/catalogue/read-catalogue.ts";
import { plainFrames } from "../../sync-server/src/centre.test-rig.ts";
import { createCentre } from "../../sync-server/src/centre.ts";
import { openSqliteDatabase } from "../../sync-server/src/db/open-database.ts";

const root = join(import.meta.dirname, "../..");
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const deviceId = DeviceId.parse("hub-1");
const siteId = SiteId.parse("hub-1");

/** Without envelopes: what is tested here is what waits, goes and comes, not who could read it. */
const plainWire: SealedWire = {
  up: async (plain) => plain,
  status: async (status) => packUp({ kind: "status", status }),
  read: async (bytes) => readDown(bytes),
};

export const newFolder = (): string => mkdtempSync(join(tmpdir(), "drop-in-sync-"));

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}

/** The real centre with its real broker and a database on disk; only its web server is left out. */
export async function startCentre(folder: string, port: number) {
  const database = openSqliteDatabase(join(folder, "centre.db"));
  const link = await openEmbeddedBroker({ host: "127.0.0.1", port });
  const centre = createCentre({
    ...{ database, link, log: quiet, timer: systemTimer, clock: systemClock, chance: systemChance },
    ...{ frames: plainFrames, openPhone: async () => null, openSaid: async () => null },
    packs: [],
    signer: { sign: () => Promise.reject(new Error("no signer here")) },
    key: { keyId: 1, publicKeyPem: "none", sign: () => new Uint8Array(64) },
    book: readCatalogue(join(root, "sync-server/content/catalogue.json")),
    timeZone: "Europe/London",
    statusEveryMs: 15_000,
  });
  centre.run();
  const column = async (what: string): Promise<unknown[]> => {
    const rows = await database.all(`select ${what} as one from inbox order by seq`);
    return rows.map((row) => Object.values(row ?? {})[0]);
  };
  return {
    centre,
    seqs: () => column("seq"),
    stored: async () => Number((await column("count(*)"))[0]),
    visitIds: () => column("row_json ->> '$[4].visitId'"),
    async close() {
      await centre.close();
      await database.close();
    },
  };
}

/** The real outbox on disk and the real sync of the agent, with nothing of a hub around them. */
export function startDevice(folder: string, port: number) {
  const db = openDb(join(folder, "agent.db"));
  migrate(db, join(root, "edge-agent/migrations"));
  const outbox = createOutboxStore(db, randomUUID);
  const clocks = createClockStore(db);
  const applied: { number: number; item: FeedItem }[] = [];
  const started = performance.now();
  const clock = {
    now: () => new Date(),
    monotonicMs: () => Math.floor(performance.now() - started),
  };
  clocks.begin(randomUUID(), Date.now());
  const run = { clock, run: clocks.current };
  const record = createRecordEvent(outbox, run);

  return {
    outbox,
    applied,
    /** Records check-ins the way a hub does, `perCommit` to a transaction. */
    record(count: number, perCommit = 500): string[] {
      const visitIds = Array.from({ length: count }, () => VisitId.parse(randomUUID()));
      for (let at = 0; at < visitIds.length; at += perCommit) {
        db.transaction(() => {
          for (const visitId of visitIds.slice(at, at + perCommit)) record(checkIn(visitId));
        })();
      }
      return visitIds;
    },
    connect: () =>
      createSync({
        outbox: {
          ...outbox,
          setAside: createSetAside(outbox, run),
          clocksSince: (row) => clocks.since(clockOf(row)),
        },
        feed: {
          cursor: () => applied.at(-1)?.number ?? 0,
          apply: (items) => void applied.push(...items.map(parsed)),
          // What everything comes to, with the number the feed goes on after.
          snapshot({ through, items }) {
            applied.push(...items.map((item) => parsed({ number: through, item })));
          },
        },
        commands: { challenge: () => undefined, take() {} },
        wire: plainWire,
        newNonce: () => randomUUID().replaceAll("-", "").slice(0, 16),
        onServerTime: () => {},
        transport: connectMqtt({
          url: `mqtt://127.0.0.1:${port}`,
          ...{ mqttVersion: 4, deviceId },
          will: (connection) => plainWire.status({ online: false, deviceId, connection }),
        }),
        timer: systemTimer,
        clock: clock.now,
        monotonic: clock.monotonicMs,
        log: quiet,
        device: { deviceId, siteId, siteName: "Hub 1", version: "0.1.0" },
        status: () => ({
          outbox: outbox.state(),
          machines: [],
          slots: [],
          printer: "ready",
          scanner: "ready",
        }),
      }),
    close: () => db.close(),
  };
}

const parsed = ({ number, item }: NumberedFeedItem) => ({ number, item: FeedItem.parse(item) });

function checkIn(visitId: VisitId): HubFact {
  return {
    type: "visit.checked-in.v1",
    payload: {
      visitId,
      sessionId: null,
      ticket: { picture: TicketPicture.enum.kite, colour: "blue", number: "B1" },
      reason: "talk",
      needs: [],
      language: "en",
      wait: { kind: "not-open-yet", asOf: "2026-11-23T09:00:00.000Z" },
    },
  };
}
