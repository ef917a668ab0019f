import { type DeviceId, type DownFrame, type FeedItem, topics } from "@drop-in/contracts";
import { encodeDown } from "@drop-in/contracts/wire";
import {
  createChanges,
  createTransact,
  type Db,
  hashToken,
  type Log,
  sameHash,
  type Timer,
} from "@drop-in/foundation";
import type { FastifyInstance } from "fastify";
import { type Chance, hashForDevice, hashPassword } from "./adapters/chance.ts";
import type { Clock } from "./adapters/clock.ts";
import type { SigningKey } from "./adapters/signing-key.ts";
import type { Link } from "./broker/link.ts";
import { deviceOfTopic } from "./broker/topic.rules.ts";
import { createCallbackService } from "./callbacks/callback.service.ts";
import { createCallbackStore } from "./callbacks/callback.store.ts";
import type { CatalogueBook } from "./catalogue/read-catalogue.ts";
import { createAttemptStore } from "./collections/attempt.store.ts";
import { createCollectionService } from "./collections/collection.service.ts";
import { createCollectionStore } from "./collections/collection.store.ts";
import { consoleRoutes } from "./console/console.routes.ts";
import { createLiveView } from "./console/live-view.ts";
import { createDeviceService } from "./devices/device.service.ts";
import { createDeviceStore } from "./devices/device.store.ts";
import { createFeedService } from "./feed/feed.service.ts";
import { createFeedStore } from "./feed/feed.store.ts";
import { createPublishedStore } from "./feed/published.store.ts";
import { createHelpStore } from "./help/help.store.ts";
import { createInboxStore } from "./ingest/inbox.store.ts";
import { createIngestService } from "./ingest/ingest.service.ts";
import { createFold } from "./record/fold-event.ts";
import { createStaffService, type FirstStaff } from "./staff/staff.service.ts";
import { createStaffStore } from "./staff/staff.store.ts";
import { createStockStore } from "./stock/stock.store.ts";
import { createVisitStore } from "./visits/visit.store.ts";

export type Centre = ReturnType<typeof createCentre>;

export type CentreParts = {
  db: Db;
  link: Link;
  key: SigningKey;
  book: CatalogueBook;
  clock: Clock;
  timer: Timer;
  chance: Chance;
  log: Log;
  timeZone: string;
  statusEveryMs: number;
};

/** The whole centre, with everything it may touch passed in: disk, broker, key, clock and chance. */
export function createCentre(parts: CentreParts) {
  const { db, link, key, book, clock, timer, chance, log } = parts;
  const transact = createTransact(db);
  const changes = createChanges();
  const inbox = createInboxStore(db);
  const visits = createVisitStore(db);
  const callbacks = createCallbackStore(db);
  const help = createHelpStore(db);
  const collections = createCollectionStore(db);
  const attempts = createAttemptStore(db);
  const stock = createStockStore(db);
  const deviceStore = createDeviceStore(db);
  const published = createPublishedStore(db);
  const acts = { transact, changes, clock, log };

  const send = (deviceId: DeviceId, frame: DownFrame) =>
    link.publish(topics.down(deviceId), encodeDown(frame));
  const devices = createDeviceService({
    ...acts,
    devices: deviceStore,
    collections,
    stock,
    chance,
  });
  const staff = createStaffService({
    ...acts,
    staff: createStaffStore(db),
    chance,
    hashPassword,
    hashForDevice,
    hashToken,
    sameHash,
  });
  const snapshot = (deviceId: DeviceId): FeedItem[] => [
    {
      type: "collection-keys.set",
      codeSalt: deviceStore.codeSalt(deviceId),
      signingKeys: [{ keyId: key.keyId, publicKeyPem: key.publicKeyPem }],
    },
    { type: "catalogue.set", catalogue: book.catalogue },
    { type: "staff.set", staff: staff.cards() },
  ];
  const feed = createFeedService({ feed: createFeedStore(db), snapshot, clock, timer, send });
  const fold = createFold({ visits, callbacks, help, collections, attempts, stock });
  const ingest = createIngestService({ ...acts, inbox, devices, feed, fold, send });
  const views = { inbox, devices, visits, callbacks, help, attempts, collections };
  const { timeZone, statusEveryMs } = parts;
  const live = createLiveView({
    ...views,
    ...{ stock, clock, timeZone, statusEveryMs },
    findVariant: book.find,
  });

  /** Sends a changed content to every device there is; new ones get it with their first hello. */
  function publishCatalogue(): void {
    if (published.version("catalogue") === book.catalogue.version) return;
    transact(() => {
      for (const deviceId of devices.known()) {
        feed.append(deviceId, { type: "catalogue.set", catalogue: book.catalogue });
      }
      published.set("catalogue", book.catalogue.version);
    });
  }

  function receive(topic: string, payload: Uint8Array, retained: boolean): void {
    const from = deviceOfTopic(topic);
    if (from?.kind === "up") ingest.receive(from.deviceId, payload);
    if (from?.kind === "status") devices.statusArrived(from.deviceId, payload, retained);
  }

  return {
    async prepare(firstStaff: FirstStaff | undefined): Promise<void> {
      publishCatalogue();
      const first = await staff.ensureFirst(firstStaff);
      if (first === "nobody") log.warn({ event: "staff.nobody", remedy: "set FIRST_STAFF" });
      if (first !== "added") return;
      transact(() => {
        for (const deviceId of devices.known()) {
          feed.append(deviceId, { type: "staff.set", staff: staff.cards() });
        }
      });
    },
    async serve(app: FastifyInstance): Promise<void> {
      const parts = {
        staff,
        callbacks: createCallbackService({ ...acts, callbacks }),
        collections: createCollectionService({
          ...acts,
          ...{ collections, stock, devices: deviceStore, feed, key, hashForDevice, chance, timer },
        }),
        ...{ live, changes, timer },
      };
      await app.register(consoleRoutes(parts), { prefix: "/api/console" });
    },
    /** Begins to listen, and asks the devices it knows to speak up whenever they may have gone unheard. */
    run(): void {
      link.onMessage((topic, payload, retained) => {
        try {
          receive(topic, payload, retained);
        } catch (error) {
          // Nothing was acked, so it comes again; the other devices are still served.
          log.error({ event: "message.failed", topic, error: String(error) });
        }
      });
      link.onConnect(() => {
        for (const deviceId of devices.known()) send(deviceId, { kind: "say-hello" });
      });
    },
    live,
    async close(): Promise<void> {
      feed.close();
      await link.close();
    },
  };
}
