import type { DeviceId, DownFrame, UpFrame } from "@drop-in/contracts";
import type { Changes, Log } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import type { StatusService } from "../devices/status.service.ts";
import type { FeedService } from "../feed/feed.service.ts";
import type { Stores, Transact } from "../stores.ts";
import { type Arrived, takeIn } from "./fold-lane.ts";
import type { Hello } from "./greet.service.ts";
import { type Clocks, isWithinReach, readRow, tooDeep, writeRow } from "./ingest.rules.ts";

type Parts = {
  greet: (deviceId: DeviceId, hello: Hello, now: string) => Promise<void>;
  stores: Stores;
  feed: FeedService;
  statuses: StatusService;
  /** The answer of a device to a wish. */
  challenged: (deviceId: DeviceId, frame: Challenged) => Promise<void>;
  transact: Transact;
  changes: Changes;
  clock: Clock;
  log: Log;
  send: (deviceId: DeviceId, frame: DownFrame) => void;
};

type Challenged = Extract<UpFrame, { kind: "challenge" }>;
type Batch = Extract<UpFrame, { kind: "batch" }>;

/** Takes in what devices send: stored once, folded in order, acked only when it is on disk. */
export function createIngestService(parts: Parts) {
  const { feed, statuses, transact, changes, log, send } = parts;
  const now = () => parts.clock().toISOString();

  /** Rejects when the database is away; nothing was answered then, so it comes again. */
  async function receive(deviceId: DeviceId, frame: UpFrame, retained: boolean): Promise<void> {
    switch (frame.kind) {
      case "hello":
        await parts.greet(deviceId, frame, now());
        statuses.heard(deviceId);
        return changes.announce();
      case "batch":
        return takeBatch(deviceId, frame);
      case "feed-ack":
        return feed.acked(deviceId, frame.epoch, frame.cursor);
      case "status":
        return statuses.arrived(frame.status, retained);
      case "challenge":
        return parts.challenged(deviceId, frame);
    }
  }

  async function takeBatch(deviceId: DeviceId, batch: Batch): Promise<void> {
    const { epoch, stream, firstSeq, clocks } = batch;
    const receivedAt = now();
    const lanes = await parts.stores.inbox.cursors(deviceId, epoch);
    const isDue = firstSeq <= (lanes.get(stream) ?? 0) + 1;
    const known = isDue ? await clocksFor(deviceId, batch) : new Map();
    // Outside the transaction, which others wait for. What came before its turn is read when it is folded.
    const rows = batch.rows.map((raw, place): Arrived => {
      const json = writeRow(raw);
      const read = json === undefined ? tooDeep : isDue ? readRow(raw, deviceId, known) : undefined;
      return { seq: firstSeq + place, json: json ?? "null", read };
    });
    const cursor = await transact(async (stores, savepoint) => {
      const lane = await stores.inbox.lock(deviceId, epoch, stream);
      if (!lane || !isWithinReach(lane.cursor, firstSeq)) return undefined;
      await stores.clocks.keep(deviceId, epoch, clocks);
      const work = { stores, savepoint, log, receivedAt, deviceId, epoch };
      return takeIn(work, lane, rows);
    });
    if (cursor === undefined) return send(deviceId, { kind: "say-hello" });
    send(deviceId, { kind: "ack", epoch, stream, cursor });
    statuses.heard(deviceId);
    changes.announce();
  }

  /** A run in which our time was never heard is judged by those before it, too. */
  async function clocksFor(deviceId: DeviceId, { epoch, clocks }: Batch): Promise<Clocks> {
    const own = clocks.map((record) => [record.clock, record] as const);
    if (clocks.every(({ measured }) => measured !== null)) return new Map(own);
    return new Map([...(await parts.stores.clocks.of(deviceId, epoch)), ...own]);
  }

  return { receive };
}
