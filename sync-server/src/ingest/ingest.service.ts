import type { DeviceId, DownFrame, HubEvent, UpFrame } from "@drop-in/contracts";
import { decodeUp } from "@drop-in/contracts/wire";
import type { Changes, Log, Transact } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import type { DeviceService } from "../devices/device.service.ts";
import type { FeedService } from "../feed/feed.service.ts";
import type { Fold } from "../record/fold-event.ts";
import type { InboxStore, Lane } from "./inbox.store.ts";
import { isWithinReach, type ReadEvent, readEvent } from "./ingest.rules.ts";

type Parts = {
  inbox: InboxStore;
  devices: DeviceService;
  feed: FeedService;
  fold: Fold;
  transact: Transact;
  changes: Changes;
  clock: Clock;
  log: Log;
  send: (deviceId: DeviceId, frame: DownFrame) => void;
};

type Hello = Extract<UpFrame, { kind: "hello" }>;
type Batch = Extract<UpFrame, { kind: "batch" }>;

/** Takes in what devices send: stored once, folded in order, acked only when it is on disk. */
export function createIngestService(parts: Parts) {
  const { inbox, devices, feed, transact, changes, log, send } = parts;
  const now = () => parts.clock().toISOString();

  function receive(deviceId: DeviceId, bytes: Uint8Array): void {
    const read = decodeUp(bytes);
    if (read.kind === "bad") {
      log.warn({ event: "ingest.frame-refused", deviceId, why: read.why });
      return;
    }
    const { frame } = read;
    if (frame.kind === "hello") return greet(deviceId, frame);
    if (!devices.isPresent(deviceId, frame.epoch)) return send(deviceId, { kind: "say-hello" });
    if (frame.kind === "feed-ack") return feed.acked(deviceId, frame.cursor);
    takeBatch(deviceId, frame);
  }

  function greet(deviceId: DeviceId, hello: Hello): void {
    const serverTime = now();
    const cursors = transact(() => {
      const greeted = devices.greet(deviceId, hello, serverTime);
      if (greeted === "refused") return undefined;
      if (greeted === "reborn") devices.reborn(deviceId, serverTime);
      if (greeted === "reborn" || !feed.reaches(deviceId, hello.feedCursor)) {
        feed.startOver(deviceId, hello.feedCursor);
      }
      return hello.streams.map(({ stream, forgottenSeq }) => {
        const lane = inbox.lane(deviceId, hello.epoch, stream);
        return { stream, cursor: catchUp(deviceId, lane, forgottenSeq) };
      });
    });
    if (!cursors) return;
    log.debug({ event: "device.said-hello", deviceId });
    send(deviceId, { kind: "welcome", epoch: hello.epoch, cursors, serverTime });
    feed.greeted(deviceId, hello.feedCursor);
    changes.announce();
  }

  /** A device forgets only what was acked. If we do not have it, we lost it: say so, and go on from there. */
  function catchUp(deviceId: DeviceId, lane: Lane, forgottenSeq: number): number {
    if (forgottenSeq <= lane.cursor) return lane.cursor;
    log.error({
      event: "ingest.centre-had-lost",
      deviceId,
      from: lane.cursor + 1,
      to: forgottenSeq,
    });
    inbox.noteLost(lane.laneId, lane.cursor + 1, forgottenSeq, now());
    return foldOn(deviceId, { ...lane, cursor: forgottenSeq }, new Map());
  }

  function takeBatch(deviceId: DeviceId, batch: Batch): void {
    const receivedAt = now();
    const lane = inbox.lane(deviceId, batch.epoch, batch.stream);
    if (!isWithinReach(lane.cursor, batch.firstSeq)) return send(deviceId, { kind: "say-hello" });
    const cursor = transact(() => {
      const fresh = new Map<number, ReadEvent>();
      for (const [place, raw] of batch.events.entries()) {
        const read = readEvent(raw, deviceId);
        const refused = read.kind === "refused" ? read.why : null;
        const event = { json: JSON.stringify(raw), refused };
        const seq = batch.firstSeq + place;
        if (!inbox.store(lane.laneId, seq, event, receivedAt)) continue;
        fresh.set(seq, read);
        if (refused) log.warn({ event: "ingest.event-refused", deviceId, seq, why: refused });
      }
      devices.heard(deviceId, receivedAt);
      return fresh.size === 0 ? lane.cursor : foldOn(deviceId, lane, fresh);
    });
    const { epoch, stream } = batch;
    send(deviceId, { kind: "ack", epoch, stream, cursor, serverTime: receivedAt });
    if (cursor > lane.cursor) changes.announce();
  }

  /** Folds everything that follows the cursor without a gap, and moves the cursor past it. */
  function foldOn(deviceId: DeviceId, lane: Lane, fresh: Map<number, ReadEvent>): number {
    const receivedAt = now();
    let cursor = lane.cursor;
    for (;;) {
      const read = fresh.get(cursor + 1) ?? stored(deviceId, lane.laneId, cursor + 1);
      if (!read) break;
      cursor += 1;
      if (read.kind === "event") foldOne(lane.laneId, cursor, read.event, receivedAt);
    }
    inbox.moveCursor(lane.laneId, cursor);
    return cursor;
  }

  function stored(deviceId: DeviceId, laneId: number, seq: number): ReadEvent | undefined {
    const event = inbox.find(laneId, seq);
    if (!event) return undefined;
    if (event.refused !== null) return { kind: "refused", why: event.refused };
    return readEvent(JSON.parse(event.json), deviceId);
  }

  /** An event the record cannot hold is kept as refused; it must not hold up those behind it. */
  function foldOne(laneId: number, seq: number, event: HubEvent, receivedAt: string): void {
    const problem = parts.fold(event, receivedAt);
    if (problem === undefined) return;
    inbox.refuse(laneId, seq, problem);
    log.error({
      event: "ingest.event-not-folded",
      type: event.type,
      eventId: event.eventId,
      problem,
    });
  }

  return { receive };
}
