import type { DeviceId, DownFrame, FeedItem } from "@drop-in/contracts";
import type { Timer } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import type { FeedStore } from "./feed.store.ts";

export type FeedService = ReturnType<typeof createFeedService>;

type Parts = {
  feed: FeedStore;
  /** Everything a device must know that has no past: keys, catalogue, staff. */
  snapshot: (deviceId: DeviceId) => FeedItem[];
  clock: Clock;
  timer: Timer;
  send: (deviceId: DeviceId, frame: DownFrame) => void;
};

const ITEMS_PER_FRAME = 50;
const RESEND_MS = 3_000;
const RESENDS = 6; // then the device is taken for gone, until it says hello

type Talk = { acked: number; resends: number; cancel: () => void };

/** Sends each device its changes in order, again until the device says it has applied them. */
export function createFeedService({ feed, snapshot, clock, timer, send }: Parts) {
  const talks = new Map<DeviceId, Talk>();

  /** In the transaction of the change it tells of. Push after that commit. */
  function append(deviceId: DeviceId, item: FeedItem): void {
    feed.add(deviceId, (feed.range(deviceId)?.last ?? 0) + 1, item);
  }

  function push(deviceId: DeviceId): void {
    const talk = talks.get(deviceId);
    if (!talk) return; // it has not said hello to this process; its hello will bring it all
    talk.cancel();
    const items = feed.after(deviceId, talk.acked, ITEMS_PER_FRAME);
    if (items.length === 0 || talk.resends > RESENDS) return;
    send(deviceId, { kind: "feed", items, serverTime: clock().toISOString() });
    talk.cancel = timer(RESEND_MS * 2 ** talk.resends, () => {
      talk.resends += 1;
      push(deviceId);
    });
  }

  return {
    append,
    push,
    /** Whether what follows `cursor` is all here, without a gap. */
    reaches(deviceId: DeviceId, cursor: number): boolean {
      const range = feed.range(deviceId);
      return range !== undefined && cursor >= range.first - 1 && cursor <= range.last;
    },
    /** For a device whose past we do not share: what it must know, numbered on from where it is. */
    startOver(deviceId: DeviceId, cursor: number): void {
      feed.clear(deviceId);
      for (const [place, item] of snapshot(deviceId).entries()) {
        feed.add(deviceId, cursor + 1 + place, item);
      }
    },
    greeted(deviceId: DeviceId, cursor: number): void {
      talks.get(deviceId)?.cancel();
      talks.set(deviceId, { acked: cursor, resends: 0, cancel: () => {} });
      push(deviceId);
    },
    acked(deviceId: DeviceId, cursor: number): void {
      const talk = talks.get(deviceId);
      if (!talk || cursor <= talk.acked) return;
      talk.acked = cursor;
      talk.resends = 0;
      push(deviceId);
    },
    close(): void {
      for (const talk of talks.values()) talk.cancel();
    },
  };
}
