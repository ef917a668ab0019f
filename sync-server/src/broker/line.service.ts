import { type DeviceId, type DownFrame, topics, type UpFrame } from "@drop-in/contracts";
import type { Log, Timer } from "@drop-in/foundation";
import { whatFailed } from "../db/failure.ts";
import { createFrameQueue } from "../ingest/frame-queue.ts";
import type { Stores } from "../stores.ts";
import type { Frames } from "./frames.ts";
import type { Link } from "./link.ts";
import { deviceOfTopic } from "./topic.rules.ts";

type Parts = {
  link: Link;
  frames: Frames;
  stores: Stores;
  receive: (deviceId: DeviceId, frame: UpFrame, retained: boolean) => Promise<void>;
  timer: Timer;
  log: Log;
};

const AT_ONCE = 4;
const OF_ONE_DEVICE = 2;
const MOST_BYTES_WAITING = 64 * 1024 * 1024;
const HELLOS_AT_ONCE = 200;
const HELLOS_EVERY_MS = 100;

/** Between the broker and the services: what is heard waits its turn, and one that fails hurts no other device. */
export function createLine({ link, frames, stores, receive, timer, log }: Parts) {
  let cancelAsking = () => {};
  const saying = new Map<DeviceId, Promise<void>>();
  const up = queue("up");
  const status = queue("status");

  function queue(voice: "up" | "status") {
    return createFrameQueue({
      ...{ atOnce: AT_ONCE, ofOneDevice: OF_ONE_DEVICE, mostBytes: MOST_BYTES_WAITING },
      work: (deviceId, heard) => take(voice, deviceId, heard),
      onDropped: (deviceId) => log.warn({ event: "ingest.frame-dropped", deviceId, voice }),
    });
  }

  type Heard = { bytes: Uint8Array; retained: boolean };

  async function take(voice: "up" | "status", deviceId: DeviceId, heard: Heard): Promise<void> {
    try {
      const opened = await frames.open(deviceId, voice, heard.bytes);
      const why = opened.kind === "bad" ? opened.why : misplaced(voice, deviceId, opened.frame);
      if (opened.kind === "bad" || why !== undefined) {
        log.warn({ event: "ingest.frame-refused", deviceId, voice, why });
        return;
      }
      await receive(deviceId, opened.frame, heard.retained);
    } catch (error) {
      // Nothing was acked, so it comes again; the other devices are still served.
      log.error({ event: "ingest.frame-failed", deviceId, voice, error: whatFailed(error) });
    }
  }

  /** In order for each device, as what follows may build on what went before. */
  function send(deviceId: DeviceId, frame: DownFrame): void {
    const before = saying.get(deviceId) ?? Promise.resolve();
    const now = before.then(() => say(deviceId, frame));
    saying.set(deviceId, now);
    void now.then(() => {
      if (saying.get(deviceId) === now) saying.delete(deviceId);
    });
  }

  async function say(deviceId: DeviceId, frame: DownFrame): Promise<void> {
    try {
      const bytes = await frames.close(deviceId, frame);
      if (bytes) link.publish(topics.down(deviceId), bytes);
    } catch (error) {
      log.error({ event: "line.frame-not-sent", deviceId, error: whatFailed(error) });
    }
  }

  /** What they said meanwhile is lost. Some at a time, so that a country does not answer in one moment. */
  async function askAll(after = ""): Promise<void> {
    try {
      const some = await stores.devices.idsAfter(after, HELLOS_AT_ONCE);
      for (const deviceId of some) send(deviceId, { kind: "say-hello" });
      const last = some.at(-1);
      if (last === undefined || some.length < HELLOS_AT_ONCE) return;
      cancelAsking = timer(HELLOS_EVERY_MS, () => void askAll(last));
    } catch (error) {
      log.warn({ event: "line.not-asked", error: whatFailed(error) }); // they say hello by themselves, only later
    }
  }

  return {
    send,
    /** Begins to listen, and asks the devices it knows to speak up whenever they may have gone unheard. */
    run(): void {
      link.onMessage((topic, bytes, retained) => {
        const from = deviceOfTopic(topic);
        if (from?.kind === "up") up.push(from.deviceId, { bytes, retained });
        if (from?.kind === "status") status.push(from.deviceId, { bytes, retained });
      });
      link.onConnect(() => void askAll());
    },
    async settled(): Promise<void> {
      await Promise.all([up.settled(), status.settled()]);
      await Promise.all(saying.values());
    },
    async close(): Promise<void> {
      cancelAsking();
      await Promise.all([up.close(), status.close()]);
      await Promise.all(saying.values());
      await link.close();
    },
  };
}

/** Each voice says its own, of its own device. */
function misplaced(voice: "up" | "status", deviceId: DeviceId, frame: UpFrame): string | undefined {
  if (voice === "status" && frame.kind !== "status") return "not-a-status";
  if (frame.kind === "status" && frame.status.deviceId !== deviceId) return "of-another-device";
  return undefined;
}
