import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeviceId, HubEvent, type NumberedFeedItem, SiteId } from "@drop-in/contracts";
import { migrate, openDb, systemTimer } from "@drop-in/foundation";
import { connectMqtt } from "../../edge-agent/src/adapters/mqtt-transport.ts";
import { createOutboxStore } from "../../edge-agent/src/outbox/outbox.store.ts";
import { goneStatusOf } from "../../edge-agent/src/sync/gone-status.ts";
import { createSync } from "../../edge-agent/src/sync/sync.service.ts";
import { systemChance } from "../../sync-server/src/adapters/chance.ts";
import { systemClock } from "../../sync-server/src/adapters/clock.ts";
import { openEmbeddedBroker } from "../../sync-server/src/adapters/embedded-broker.ts";
import { readCatalogue } from "../../sync-server/src/catalogue/read-catalogue.ts";
import { createCentre } from "../../sync-server/src/centre.ts";

const root = join(import.meta.dirname, "../..");
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const deviceId = DeviceId.parse("hub-1");
const siteId = SiteId.parse("hub-1");

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
  const db = openDb(join(folder, "centre.db"));
  migrate(db, join(root, "sync-server/migrations"));
  const link = await openEmbeddedBroker({ host: "127.0.0.1", port });
  const centre = createCentre({
    ...{ db, link, log: quiet, timer: systemTimer, clock: systemClock, chance: systemChance },
    key: { keyId: 1, publicKeyPem: "none", sign: () => new Uint8Array(64) },
    book: readCatalogue(join(root, "sync-server/content/catalogue.json")),
    timeZone: "Europe/London",
    statusEveryMs: 15_000,
  });
  centre.run();
  return {
    centre,
    seqs: () => db.prepare("select seq from inbox order by seq").pluck().all(),
    stored: () => Number(db.prepare("select count(*) from inbox").pluck().get()),
    eventIds: () =>
      db.prepare("select event_json ->> 'eventId' from inbox order by seq").pluck().all(),
    async close() {
      await centre.close();
      db.close();
    },
  };
}

/** The real outbox on disk and the real sync of the agent, with nothing of a hub around them. */
export function startDevice(folder: string, port: number) {
  const db = openDb(join(folder, "agent.db"));
  migrate(db, join(root, "edge-agent/migrations"));
  const outbox = createOutboxStore(db, randomUUID);
  const applied: NumberedFeedItem[] = [];
  const bootId = randomUUID();
  const started = performance.now();

  return {
    outbox,
    applied,
    /** Records check-ins the way a hub does, `perCommit` to a transaction. */
    record(count: number, perCommit = 500): string[] {
      const events = Array.from({ length: count }, (_, place) => checkIn(bootId, place));
      for (let at = 0; at < events.length; at += perCommit) {
        db.transaction(() => {
          for (const event of events.slice(at, at + perCommit)) outbox.append(event);
        })();
      }
      return events.map(({ eventId }) => eventId);
    },
    connect: () =>
      createSync({
        outbox,
        onServerTime: () => {},
        feed: {
          cursor: () => applied.at(-1)?.number ?? 0,
          apply: (items) => void applied.push(...items),
        },
        transport: connectMqtt({
          url: `mqtt://127.0.0.1:${port}`,
          ...{ mqttVersion: 4, deviceId, will: goneStatusOf(deviceId) },
        }),
        timer: systemTimer,
        clock: () => new Date(),
        monotonic: () => performance.now() - started,
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

function checkIn(bootId: string, place: number): HubEvent {
  return HubEvent.parse({
    ...{ eventId: randomUUID(), deviceId, siteId, occurredAt: new Date().toISOString() },
    ...{ clock: "synced", bootId, monotonicMs: place },
    type: "visit.checked-in.v1",
    payload: {
      visitId: randomUUID(),
      sessionId: null,
      ticket: { picture: "kite", colour: "blue", number: `B${(place % 999) + 1}` },
      reason: "talk",
      needs: [],
      language: "en",
      wait: { kind: "not-open-yet", asOf: "2026-11-23T09:00:00.000Z" },
    },
  });
}
