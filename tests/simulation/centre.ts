import { join } from "node:path";
import {
  type CollectionId,
  type DeviceId,
  Epoch,
  type FeedItem,
  type HubEvent,
  type HubFact,
  type MachineId,
  type NumberedFeedItem,
  SiteId,
} from "@drop-in/contracts";
import { createChanges, migrate, openDb } from "@drop-in/foundation";
import Database from "better-sqlite3";
import { createCollectionService } from "../../sync-server/src/collections/collection.service.ts";
import type { WholeCollection } from "../../sync-server/src/collections/collection.store.ts";
import { createMoveService } from "../../sync-server/src/collections/move.service.ts";
import { createCollectionRounds } from "../../sync-server/src/collections/rounds.service.ts";
import { createSqliteDatabase } from "../../sync-server/src/db/sqlite.ts";
import { collectionItems } from "../../sync-server/src/feed/feed.rules.ts";
import { foldEvents } from "../../sync-server/src/record/fold-events.ts";
import { createStores, createTransact } from "../../sync-server/src/stores.ts";
import { brace, card, hashFor, lead } from "./box.ts";
import { type Chance, uuid, type World } from "./world.ts";

export type Centre = Awaited<ReturnType<typeof createCentre>>;
/** `through` present: everything a device must know, instead of its feed. */
export type Told = { items: NumberedFeedItem[]; through?: number };
export type CentreFault = "none" | "pins-before-release" | "gives-away-what-is-silent";

const image = (() => {
  const db = openDb(":memory:");
  migrate(db, join(import.meta.dirname, "../../sync-server/migrations/sqlite"));
  return db.serialize();
})();
const salt = "00".repeat(16);
const always: FeedItem[] = [
  { type: "collection-keys.set", codeSalt: salt, signingKeys: [] },
  { type: "staff.set", staff: [card(salt)] },
];
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

type Parts = {
  world: World;
  chance: Chance;
  fault: CentreFault;
  devices: readonly DeviceId[];
  /** Sends what follows where the device was heard to be. */
  tell: (deviceId: DeviceId, told: Told) => void;
};

/** The centre's own collection services and record, without a broker: what a device says is folded once, in order. */
export async function createCentre({ world, chance, fault, devices, tell }: Parts) {
  const db = new Database(image);
  const database = createSqliteDatabase({ writer: db });
  const stores = createStores(database);
  const transact = createTransact(database);
  const clock = () => new Date(world.now());
  const at = () => clock().toISOString();
  const heardTo = new Map(devices.map((deviceId) => [deviceId, 0]));
  let ids = 0;

  async function push(deviceId: DeviceId): Promise<void> {
    const place = await stores.feed.place(deviceId);
    const items = await stores.feed.after(deviceId, place?.cursor ?? 0, 50);
    if (items.length > 0) tell(deviceId, { items });
  }

  const acts = {
    ...{ stores, transact, clock, timer: () => () => {}, log: quiet, changes: createChanges() },
    ...{ feed: { push }, key: { keyId: 1, publicKeyPem: "none", sign: () => new Uint8Array(64) } },
    hashForDevice: async (secret: string, saltHex: string) => hashFor(secret, saltHex),
    chance: {
      newId: () => {
        ids += 1;
        return uuid(3, ids);
      },
      ...{ newSalt: () => salt, newToken: () => "token" },
      symbols: (count: number) => Array.from({ length: count }, () => chance.below(32)),
    },
  };
  const issuing = createCollectionService(acts);
  const moves = createMoveService(acts);
  const rounds = createCollectionRounds(acts);

  for (const [place, deviceId] of devices.entries()) {
    const site = { siteId: SiteId.parse(deviceId), siteName: deviceId, version: "1" };
    const epoch = Epoch.parse(uuid(1, place));
    await stores.devices.save({ deviceId, ...site, epoch, lastHeardAt: at() }, salt);
    await stores.feed.add(deviceId, always);
  }

  async function everything(deviceId: DeviceId): Promise<Told> {
    return transact(async (within) => {
      const through = (await within.feed.lock(deviceId))?.last ?? 0;
      const held = await within.collections.ofDevice(deviceId, at());
      const items = [...always, ...collectionItems(held)];
      return { through, items: items.map((item) => ({ number: through, item })) };
    });
  }

  return {
    async isToldAll(deviceId: DeviceId): Promise<boolean> {
      const place = await stores.feed.place(deviceId);
      return place?.cursor === place?.last;
    },
    async hello(
      deviceId: DeviceId,
      cursor: number,
    ): Promise<{ serverTime: string; cursor: number }> {
      await stores.devices.heard([[deviceId, at()]]);
      await stores.feed.standsAt(deviceId, cursor);
      return { serverTime: at(), cursor: heardTo.get(deviceId) ?? 0 };
    },
    async catchUp(deviceId: DeviceId): Promise<void> {
      if (chance.maybe(0.2)) tell(deviceId, await everything(deviceId));
      else await push(deviceId);
    },
    async batch(deviceId: DeviceId, facts: readonly { seq: number; fact: HubFact }[]) {
      const done = heardTo.get(deviceId) ?? 0;
      const fresh = facts.filter(({ seq }) => seq > done);
      const last = fresh.at(-1);
      if (last === undefined || fresh[0]?.seq !== done + 1) return done;
      const time = { said: at(), sure: "believed", errorMs: 0 } as const;
      const events = fresh.map(
        ({ fact }): HubEvent => ({ ...fact, deviceId, occurredAt: at(), time }),
      );
      await transact((within) => foldEvents(within, events, at()));
      heardTo.set(deviceId, last.seq);
      await stores.devices.heard([[deviceId, at()]]);
      return last.seq;
    },
    issue: (machineId: MachineId) =>
      issuing.issue(
        { requestId: acts.chance.newId(), machineId, variantId: brace, validHours: 168 },
        lead,
      ),
    async move(collectionId: CollectionId, machineId: MachineId) {
      const requestId = acts.chance.newId();
      const moved = await moves.move(collectionId, { requestId, machineId }, lead);
      if (fault === "pins-before-release") await letGo("to_machine_id is not null");
      return moved;
    },
    /** Somebody found out what happened at a machine that does not answer, and says what is true. */
    decide: (collectionId: CollectionId) =>
      moves.decide(
        collectionId,
        { itemCame: world.given(collectionId) > 0, reason: "asked" },
        lead,
      ),
    async round(hourly: boolean): Promise<void> {
      if (hourly) await rounds.leases();
      if (fault === "gives-away-what-is-silent") {
        await letGo("silent_at is not null and to_machine_id is not null", "state = 'issued', ");
      }
      await rounds.placeFreed();
    },
    async find(collectionId: CollectionId): Promise<WholeCollection | undefined> {
      return transact((within) => within.collections.lockWhole(collectionId));
    },
    close: () => database.close(),
  };

  async function letGo(where: string, more = ""): Promise<void> {
    await database.run(
      `update collection set ${more} let_go_at = :at where let_go_at is null and ${where}`,
      { at: at() },
    );
  }
}
