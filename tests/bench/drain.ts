import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openLine } from "../network/line.ts";
import { within } from "./bench-process.ts";
import { inOwnFolder } from "./own-folder.ts";
import type { Figures } from "./proc.ts";
import { type RecordedEvent, recordedDays } from "./recorded-days.ts";
import type { Centre, Way } from "./ways.ts";

const EARLIER_EVENTS = 5_000;
const DRAIN_WITHIN_MS = 300_000;

export type Drained = {
  eventsPerSecond: number;
  /** Of the edge, from its word that it runs to the last acknowledgement. */
  cpuMicrosPerEvent: number;
  peak: Pick<Figures, "peakRssMib" | "peakRssOfTreeMib">;
  bytesUpPerEvent: number;
  bytesBothWaysPerEvent: number;
};

/** How the line between both ends is; without one they speak directly. */
export type Cable = { delayMs?: number; bytesPerSecond?: number };

export const farAway: Cable = { delayMs: 40 }; // each way: a round trip of 80 ms

type Options = { cable?: Cable };

/**
 * Drains `events` to a centre that has served another device before, as a centre has, and proves that each is kept
 * exactly once. Timed from the edge's word that it runs until everything was acknowledged. All ways alike.
 */
export function drain(way: Way, events: readonly RecordedEvent[], { cable }: Options = {}) {
  return inOwnFolder(async (folder): Promise<Drained> => {
    const centre = await way.startCentre(folder);
    const line = cable && (await openLine(lineTo(centre.port, cable)));
    try {
      const before = recordedDays(EARLIER_EVENTS, { deviceId: "bench-0", siteId: "bench" });
      await drainOne(way, { centre, port: centre.port, deviceId: "bench-0" }, before);
      const at = { centre, port: line?.port ?? centre.port, deviceId: "bench-1" };
      const drained = await drainOne(way, at, events);
      const expected = before.length + events.length;
      const stored = await centre.stored();
      if (stored !== expected) throw new Error(`${way.name}: ${stored} of ${expected} are kept`);
      const { up, down } = line?.bytes() ?? { up: 0, down: 0 };
      return {
        ...drained,
        bytesUpPerEvent: up / events.length,
        bytesBothWaysPerEvent: (up + down) / events.length,
      };
    } finally {
      await line?.close();
      await centre.stop();
    }
  });
}

export function lineTo(port: number, { delayMs = 0, bytesPerSecond = Infinity }: Cable) {
  const conditions = { delayMs, bytesPerSecond };
  return { to: { host: "127.0.0.1", port }, up: conditions, down: conditions };
}

type At = { centre: Centre; port: number; deviceId: string };

async function drainOne(way: Way, at: At, events: readonly RecordedEvent[]) {
  const place = { folder: join(at.centre.folder, at.deviceId), deviceId: at.deviceId };
  mkdirSync(place.folder);
  await way.fill(place, events, at.centre);
  const edge = await way.startEdge(place, at.port);
  try {
    const from = performance.now();
    const cpuFrom = edge.process.figures().cpuSeconds;
    await within(DRAIN_WITHIN_MS, `${way.name} drained`, edge.drained);
    const seconds = (performance.now() - from) / 1000;
    const { cpuSeconds, peakRssMib, peakRssOfTreeMib } = edge.process.figures();
    return {
      eventsPerSecond: events.length / seconds,
      cpuMicrosPerEvent: (1e6 * (cpuSeconds - cpuFrom)) / events.length,
      peak: { peakRssMib, peakRssOfTreeMib },
    };
  } finally {
    await edge.stop();
  }
}
