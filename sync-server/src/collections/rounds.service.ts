import type { CollectionId, DeviceId, FeedItem } from "@drop-in/contracts";
import type { Changes, Log, Timer } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import { whatFailed } from "../db/failure.ts";
import { pinned } from "../feed/feed.rules.ts";
import type { FeedService } from "../feed/feed.service.ts";
import type { Stores, Transact } from "../stores.ts";
import { afterFact } from "./collection.fold.ts";
import { isOpen } from "./collection.rules.ts";
import type { WholeCollection } from "./collection.store.ts";
import { leaseFrom, leaseMoments } from "./lease.rules.ts";

type Parts = {
  stores: Stores;
  feed: Pick<FeedService, "push">;
  transact: Transact;
  changes: Changes;
  clock: Clock;
  timer: Timer;
  log: Log;
};

const PLACE_EVERY_MS = 2_000;
const LEASES_EVERY_MS = 3_600_000;
const AT_A_TIME = 1_000;

/** What nobody has to ask for: what was let go gets its next machine, and leases go on or run out. Any process may do it. */
export function createCollectionRounds(parts: Parts) {
  const { stores, feed, transact, changes, clock, timer, log } = parts;
  const cancels = new Map<string, () => void>();

  /** One at a time and by itself, so that one that cannot be placed keeps no other waiting. */
  async function placeFreed(): Promise<void> {
    for (const collectionId of await stores.leases.freed(AT_A_TIME)) {
      try {
        const deviceId = await transact((within) => place(within, collectionId));
        if (deviceId !== undefined) await feed.push(deviceId);
      } catch (error) {
        log.error({ event: "collection.not-placed", collectionId, error: whatFailed(error) });
      }
      changes.announce();
    }
  }

  /** Where it is wanted, or again where it was: its lease had run out there, and nobody wants it elsewhere. */
  async function place(within: Stores, collectionId: CollectionId): Promise<DeviceId | undefined> {
    const found = await within.collections.lockWhole(collectionId);
    if (!found || found.letGoAt === null) return undefined; // another process was quicker
    const now = clock();
    const at = now.toISOString();
    if (!isOpen(found.state) || found.expiresAt <= at) {
      await within.collections.keep([nowhere(found)]);
      return undefined;
    }
    const deviceId = found.toDeviceId ?? found.deviceId;
    const next = {
      deviceId,
      machineId: found.toMachineId ?? found.machineId,
      codeHash: found.toCodeHash ?? found.codeHash,
      pin: found.pin + 1,
      leaseUntil: leaseFrom(now),
    };
    await within.collections.place(collectionId, at, next);
    await within.feed.add(deviceId, [pinned({ ...found, ...next })]);
    log.info({ event: "collection.placed", collectionId, machineId: next.machineId });
    return deviceId;
  }

  async function extendLeases(): Promise<void> {
    const moments = leaseMoments(clock());
    for (;;) {
      const ids = await stores.leases.toExtend(moments, AT_A_TIME);
      if (ids.length === 0) return;
      const devices = await transact((within) => extend(within, ids));
      for (const deviceId of devices) await feed.push(deviceId);
    }
  }

  async function extend(within: Stores, ids: readonly CollectionId[]): Promise<DeviceId[]> {
    const leaseUntil = leaseFrom(clock());
    const held = [...(await within.collections.lock(ids)).values()];
    const still = held.filter(
      ({ state, letGoAt, toMachineId }) =>
        isOpen(state) && letGoAt === null && toMachineId === null,
    );
    const items = new Map<DeviceId, FeedItem[]>();
    for (const { collectionId, deviceId } of still) {
      const item = { type: "collection.lease-extended" as const, collectionId, leaseUntil };
      items.set(deviceId, [...(items.get(deviceId) ?? []), item]);
    }
    await within.leases.extend(
      still.map(({ collectionId }) => collectionId),
      leaseUntil,
    );
    const devices = [...items.keys()].sort();
    for (const deviceId of devices) await within.feed.add(deviceId, items.get(deviceId) ?? []);
    return devices;
  }

  /** Nobody knows what became of it there, and nothing more can: a person decides (V4). */
  async function giveToStaff(): Promise<void> {
    const moments = leaseMoments(clock());
    for (;;) {
      const ids = await stores.leases.silent(moments, AT_A_TIME);
      if (ids.length === 0) return;
      await transact(async ({ collections }) => {
        const held = [...(await collections.lock(ids)).values()];
        const still = held.filter(({ state, letGoAt }) => isOpen(state) && letGoAt === null);
        await collections.keep(
          still.map((one) => afterFact(one, { fact: "machine-silent", at: moments.now })),
        );
      });
      log.warn({ event: "collection.machine-silent", collections: ids.length });
      changes.announce();
    }
  }

  /** Longer leases first: what was heard of lately is not silent. */
  async function leases(): Promise<void> {
    await extendLeases();
    await giveToStaff();
  }

  function repeat(what: string, everyMs: number, act: () => Promise<void>): void {
    const round = async () => {
      try {
        await act();
      } catch (error) {
        log.warn({ event: "collection.round-failed", what, error: whatFailed(error) });
      }
      if (cancels.has(what)) repeat(what, everyMs, act);
    };
    cancels.set(
      what,
      timer(everyMs, () => void round()),
    );
  }

  return {
    placeFreed,
    leases,
    run(): void {
      repeat("place", PLACE_EVERY_MS, placeFreed);
      repeat("leases", LEASES_EVERY_MS, leases);
    },
    close(): void {
      for (const cancel of cancels.values()) cancel();
      cancels.clear();
    },
  };
}

function nowhere(found: WholeCollection): WholeCollection {
  return { ...found, letGoAt: null, toDeviceId: null, toMachineId: null, toCodeHash: null };
}
