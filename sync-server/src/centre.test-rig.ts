import { join } from "node:path";
import {
  type DeviceId,
  DeviceId as DeviceIdSchema,
  type DeviceStatus,
  type DownFrame,
  Epoch,
  HubEvent,
  type NewEvent,
  SiteId,
  type Stream,
  topics,
  type UpFrame,
} from "@drop-in/contracts";
import { decodeDown, encodeUp } from "@drop-in/contracts/wire";
import { type Db, migrate, openDb, type Timer } from "@drop-in/foundation";
import { systemChance } from "./adapters/chance.ts";
import type { SigningKey } from "./adapters/signing-key.ts";
import type { Link } from "./broker/link.ts";
import { readCatalogue } from "./catalogue/read-catalogue.ts";
import { createCentre } from "./centre.ts";

const here = import.meta.dirname;
const book = readCatalogue(join(here, "../content/catalogue.json"));

const bus = DeviceIdSchema.parse("bus-2");
export const noon = "2026-11-23T12:00:00.000Z";
export const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** A centre with a real database in memory, a line we hold both ends of, and a clock we turn. */
export function plugInCentre(key: SigningKey, db: Db = openDb(":memory:")) {
  migrate(db, join(here, "../migrations"));
  let now = new Date(noon);
  let hear: Parameters<Link["onMessage"]>[0] = () => {};
  const said: { deviceId: string; frame: DownFrame }[] = [];
  const timers: { at: number; fn: () => void; off: boolean }[] = [];
  const timer: Timer = (ms, fn) => {
    const entry = { at: now.getTime() + ms, fn, off: false };
    timers.push(entry);
    return () => {
      entry.off = true;
    };
  };
  const link: Link = {
    publish(topic, payload) {
      const read = decodeDown(payload);
      if (read.kind === "frame") {
        said.push({ deviceId: topic.slice(topic.lastIndexOf("/") + 1), frame: read.frame });
      }
    },
    onMessage(listener) {
      hear = listener;
    },
    onConnect() {},
    kick() {},
    async close() {},
  };
  const centre = createCentre({
    ...{ db, link, key, book, timer },
    clock: () => now,
    chance: systemChance,
    log: quiet,
    timeZone: "Europe/London",
    statusEveryMs: 15_000,
  });
  centre.run();

  return {
    centre,
    db,
    say(frame: UpFrame, deviceId: DeviceId = bus): void {
      hear(topics.up(deviceId), encodeUp(frame), false);
    },
    sayStatus(status: DeviceStatus, retained = false): void {
      const bytes = new TextEncoder().encode(JSON.stringify(status));
      hear(topics.status(status.deviceId), bytes, retained);
    },
    /** What the centre has said since the last asking. */
    heard: (): DownFrame[] => said.splice(0).map(({ frame }) => frame),
    pass(ms: number): void {
      now = new Date(now.getTime() + ms);
      for (const due of timers.filter(({ at, off }) => !off && at <= now.getTime())) {
        due.off = true;
        due.fn();
      }
    },
    now: () => now,
  };
}

/** A device's side of the conversation, with numbers of its own. */
export function makeDevice(deviceId: DeviceId = bus, siteName = "Health bus 2") {
  const epoch = Epoch.parse(systemChance.newId());
  const siteId = SiteId.parse(deviceId);
  const bootId = systemChance.newId();
  let monotonicMs = 0;

  return {
    epoch,
    hello(feedCursor = 0, last: Partial<Record<Stream, number>> = {}, forgotten = 0): UpFrame {
      return {
        kind: "hello",
        ...{ epoch, siteId, siteName, version: "0.1.0", feedCursor },
        streams: [
          { stream: "care", lastSeq: last.care ?? 0, forgottenSeq: forgotten },
          { stream: "telemetry", lastSeq: last.telemetry ?? 0, forgottenSeq: 0 },
        ],
      };
    },
    batch(firstSeq: number, events: unknown[], stream: Stream = "care"): UpFrame {
      return { kind: "batch", epoch, stream, firstSeq, events };
    },
    event(event: NewEvent, occurredAt = noon): HubEvent {
      monotonicMs += 1_000;
      return HubEvent.parse({
        ...{ eventId: systemChance.newId(), deviceId, siteId, occurredAt, clock: "synced" },
        ...{ bootId, monotonicMs },
        ...event,
      });
    },
  };
}
