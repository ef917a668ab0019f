import type { DeviceId, DownFrame, FeedItem } from "@drop-in/contracts";
import type { Log, Timer } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import { whatFailed } from "../db/failure.ts";
import type { Stores, Transact } from "../stores.ts";
import { isFollowed } from "./feed.rules.ts";

export type FeedService = ReturnType<typeof createFeedService>;

type Parts = {
  stores: Stores;
  transact: Transact;
  /** Everything a device must know that has no past: keys, catalogue, staff, and what is open for it. */
  snapshot: (stores: Stores, deviceId: DeviceId) => Promise<FeedItem[]>;
  clock: Clock;
  timer: Timer;
  log: Log;
  send: (deviceId: DeviceId, frame: DownFrame) => void;
};

const ITEMS_PER_FRAME = 50;
const DEVICES_AT_A_TIME = 500;
const KEPT_AFTER_APPLIED_MS = 30 * 24 * 3_600_000;
const SWEEP_EVERY_MS = 3_600_000;

/**
 * Sends each device its changes in order. Where it is stands in its row, so that any process may send; what is lost on
 * the way it asks for again with its next hello.
 */
export function createFeedService(parts: Parts) {
  const { stores, transact, snapshot, clock, timer, log, send } = parts;
  let cancelSweep = () => {};

  /** After the commit of what is to be told. */
  async function push(deviceId: DeviceId): Promise<void> {
    const place = await stores.feed.place(deviceId);
    // Not followed: it is told everything anew, and until it says so nothing can follow where it is.
    if (!place || place.cursor === place.last || !isFollowed(place, place.cursor)) return;
    const items = await stores.feed.after(deviceId, place.cursor, ITEMS_PER_FRAME);
    if (items.length === 0) return;
    send(deviceId, { kind: "feed", items });
  }

  async function sweep(): Promise<void> {
    const before = new Date(clock().getTime() - KEPT_AFTER_APPLIED_MS).toISOString();
    try {
      const gone = await stores.feed.forgetApplied(before);
      await stores.staff.forgetExpired(clock().toISOString());
      if (gone > 0) log.info({ event: "feed.applied-forgotten", items: gone });
    } catch (error) {
      log.warn({ event: "feed.not-swept", error: whatFailed(error) });
    }
    cancelSweep = timer(SWEEP_EVERY_MS, () => void sweep());
  }

  /** Never rejects. Who is not reached now hears of it with the next hello. */
  async function pushAll(): Promise<void> {
    try {
      for (let after = ""; ; ) {
        const ids = await stores.devices.idsAfter(after, DEVICES_AT_A_TIME);
        for (const deviceId of ids) await push(deviceId);
        const last = ids.at(-1);
        if (last === undefined) return;
        after = last;
      }
    } catch (error) {
      log.warn({ event: "feed.not-pushed", error: whatFailed(error) });
    }
  }

  return {
    push,
    pushAll,
    /** For a device whose past we do not share, or that is far behind: everything it must know, instead of its feed. */
    async startOver(deviceId: DeviceId): Promise<void> {
      const { through, items } = await transact(async (within) => {
        const place = await within.feed.lock(deviceId);
        return { through: place?.last ?? 0, items: await snapshot(within, deviceId) };
      });
      const parts = Math.max(1, Math.ceil(items.length / ITEMS_PER_FRAME));
      for (let part = 1; part <= parts; part += 1) {
        const some = items.slice((part - 1) * ITEMS_PER_FRAME, part * ITEMS_PER_FRAME);
        send(deviceId, { kind: "snapshot", through, part, parts, items: some });
      }
    },
    async acked(deviceId: DeviceId, epoch: string, cursor: number): Promise<void> {
      const moved = await stores.feed.applied(deviceId, epoch, cursor, clock().toISOString());
      if (moved) await push(deviceId);
    },
    run(): void {
      cancelSweep = timer(SWEEP_EVERY_MS, () => void sweep());
    },
    close: (): void => cancelSweep(),
  };
}
