import type { DeviceId, DownFrame, UpFrame } from "@drop-in/contracts";
import { SiteId, WIRE_VERSION } from "@drop-in/contracts";
import type { Log } from "@drop-in/foundation";
import type { Chance } from "../adapters/chance.ts";
import { afterFact } from "../collections/collection.fold.ts";
import type { Device } from "../devices/device.store.ts";
import { isFollowed } from "../feed/feed.rules.ts";
import type { FeedService } from "../feed/feed.service.ts";
import type { Stores, Transact } from "../stores.ts";
import { foldStored, type Work } from "./fold-lane.ts";
import type { Lane } from "./inbox.store.ts";

type Parts = {
  stores: Stores;
  transact: Transact;
  feed: FeedService;
  chance: Chance;
  log: Log;
  send: (deviceId: DeviceId, frame: DownFrame) => void;
};

export type Hello = Extract<UpFrame, { kind: "hello" }>;
type Cursors = { stream: Hello["streams"][number]["stream"]; cursor: number }[];
type Greeted = { kind: "welcome"; cursors: Cursors; startOver: boolean } | { kind: "epoch-over" };

const CODECS = [0, 1, 2];

/** Answers a hello with where the device is. Most bring nothing new, and cost two reads. */
export function createGreetService(parts: Parts) {
  const { stores, transact, feed, chance, log, send } = parts;

  async function greet(deviceId: DeviceId, hello: Hello, now: string): Promise<void> {
    const known = await nothingNew(deviceId, hello);
    const greeted = known ?? (await admitted(deviceId, hello, now));
    const { epoch, nonce } = hello;
    if (greeted.kind === "epoch-over") {
      log.warn({ event: "device.epoch-over", deviceId, epoch });
      return send(deviceId, { kind: "refused", why: "epoch-over", reads: [WIRE_VERSION] });
    }
    log.debug({ event: "device.said-hello", deviceId });
    const { cursors } = greeted;
    send(deviceId, { kind: "welcome", epoch, nonce, cursors, serverTime: now, codecs: CODECS });
    if (greeted.startOver) await feed.startOver(deviceId);
    else await feed.push(deviceId);
  }

  /** The welcome of a device that is where we know it to be; undefined when anything must be written. */
  async function nothingNew(deviceId: DeviceId, hello: Hello): Promise<Greeted | undefined> {
    const device = await stores.devices.find(deviceId);
    if (device?.epoch !== hello.epoch || device.version !== hello.version) return undefined;
    const place = await stores.feed.place(deviceId);
    if (place?.cursor !== hello.feedCursor || !isFollowed(place, hello.feedCursor))
      return undefined;
    const known = await stores.inbox.cursors(deviceId, hello.epoch);
    const cursors: Cursors = [];
    for (const { stream, forgottenSeq } of hello.streams) {
      const cursor = known.get(stream);
      if (cursor === undefined || cursor < forgottenSeq) return undefined;
      cursors.push({ stream, cursor });
    }
    return { kind: "welcome", cursors, startOver: false };
  }

  function admitted(deviceId: DeviceId, hello: Hello, now: string): Promise<Greeted> {
    return transact(async (within, savepoint) => {
      const { devices, inbox } = within;
      const { epoch, version, feedCursor, streams } = hello;
      const before = await devices.lock(deviceId);
      const isReborn = before?.epoch !== epoch;
      // Who copies an old hello must not make the device look reborn: a database that was replaced is over for good.
      if (before && isReborn && (await inbox.hasLanes(deviceId, epoch)))
        return { kind: "epoch-over" };

      const device = about(before, { deviceId, epoch, version, lastHeardAt: now });
      await devices.save(device, chance.newSalt());
      const opened = streams.map(({ stream }) => stream);
      await inbox.openLanes(deviceId, epoch, opened);
      if (!before) log.info({ event: "device.admitted", deviceId });
      if (isReborn) await reborn(within, deviceId, now);
      const startOver = await comesFrom(within, deviceId, feedCursor, isReborn);
      const work = { stores: within, savepoint, log, receivedAt: now, deviceId, epoch };
      return { kind: "welcome", cursors: await cursorsOf(work, streams), startOver };
    });
  }

  return { greet };
}

async function cursorsOf(work: Work, streams: Hello["streams"]): Promise<Cursors> {
  const cursors: Cursors = [];
  for (const { stream, forgottenSeq } of streams) {
    const lane = await work.stores.inbox.lock(work.deviceId, work.epoch, stream);
    if (lane) cursors.push({ stream, cursor: await catchUp(work, lane, forgottenSeq) });
  }
  return cursors;
}

/** A device forgets only what was acked. If we do not have it, we lost it: say so, and go on from there. */
async function catchUp(work: Work, lane: Lane, forgottenSeq: number): Promise<number> {
  if (forgottenSeq <= lane.cursor) return lane.cursor;
  const { stores, log, deviceId, receivedAt } = work;
  const lost = { from: lane.cursor + 1, to: forgottenSeq };
  log.error({ event: "ingest.centre-had-lost", deviceId, ...lost });
  await stores.inbox.noteLost(lane, forgottenSeq, receivedAt);
  return foldStored(work, { ...lane, cursor: forgottenSeq });
}

/** Where it stands until its status says so: the site is not part of a hello. */
function about(before: Device | undefined, now: Omit<Device, "siteId" | "siteName">): Device {
  const { siteId = SiteId.parse(now.deviceId), siteName = now.deviceId } = before ?? {};
  return { ...now, siteId, siteName };
}

/** Its database is another than before: nothing the old one was trusted with is certain now. */
async function reborn(
  { stock, statuses, collections }: Stores,
  deviceId: DeviceId,
  at: string,
): Promise<void> {
  await stock.forgetDevice(deviceId);
  await statuses.forget(deviceId);
  const held = await collections.lockOfDevice(deviceId);
  const after = held.map((one) => afterFact(one, { fact: "device-reborn", at }));
  await collections.keep(after.filter((one, place) => one !== held[place]));
}

/** Whether the device must be told everything anew. */
async function comesFrom(
  { feed }: Stores,
  deviceId: DeviceId,
  cursor: number,
  isReborn: boolean,
): Promise<boolean> {
  const place = await feed.place(deviceId);
  if (!isReborn && place && isFollowed(place, cursor)) {
    await feed.standsAt(deviceId, cursor);
    return false;
  }
  // Said once: a hello that comes again finds it so, and the same is sent again.
  if (isReborn || !place || cursor > place.last) await feed.beginAnew(deviceId, cursor);
  else await feed.standsAt(deviceId, cursor);
  return true;
}
