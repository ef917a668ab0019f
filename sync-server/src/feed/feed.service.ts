import type { DeviceId, DownFrame, FeedItem } from "@drop-in/contracts";
import type { Log, Timer } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import { whatFailed } from "../db/failure.ts";
import type { Stores } from "../stores.ts";

export type FeedService = ReturnType<typeof createFeedService>;

type Parts = {
  stores: Stores;
  /** Everything a device must know that has no past: keys, catalogue, staff, and what is open for it. */
  snapshot: (stores: Stores, deviceId: DeviceId) => Promise<FeedItem[]>;
  clock: Clock;
  timer: Timer;
  log: Log;
  send: (deviceId: DeviceId, frame: DownFrame) => void;
};

const ITEMS_PER_FRAME = 50;
const KEPT_AFTER_APPLIED_MS = 30 * 24 * 3_600_000;
const SWEEP_EVERY_MS = 3_600_000;

/**
 * Sends each device its changes in order. Where it is stands in its row, so that any process may send; what is lost on
 * the way it asks for again with its next hello.
 */
export function createFeedService({ stores, snapshot, clock, timer, log, send }: Parts) {
  let cancelSweep = () => {};

  /** After the commit of what is to be told. */
  async function push(deviceId: DeviceId): Promise<void> {
    const place = await stores.feed.place(deviceId);
    if (!place || place.cursor >= place.last) return;
    const items = await stores.feed.after(deviceId, place.cursor, ITEMS_PER_FRAME);
    if (items.length === 0) return;
    send(deviceId, { kind: "feed", items, serverTime: clock().toISOString() });
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

  return {
    push,
    /** For a device whose past we do not share: what it must know, numbered on from where it is. */
    async startOver(within: Stores, deviceId: DeviceId, cursor: number): Promise<void> {
      await within.feed.beginAfter(deviceId, cursor);
      await within.feed.add(deviceId, await snapshot(within, deviceId));
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
