import type { DeviceId, DeviceStatus } from "@drop-in/contracts";
import type { Changes, Log, Timer } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import { whatFailed } from "../db/failure.ts";
import type { Transact } from "../stores.ts";
import { heardAt, isTroubled, type LatestStatus, replaces } from "./device.rules.ts";
import type { KeptStatus } from "./status.store.ts";

export type StatusService = ReturnType<typeof createStatusService>;

type Parts = { transact: Transact; changes: Changes; clock: Clock; timer: Timer; log: Log };

const WRITE_EVERY_MS = 500;
const ROWS_AT_ONCE = 1_000;
const MOST_DEVICES = 50_000;

/** The latest word of each device, gathered and written together. Only the newest counts, so nothing piles up. */
export function createStatusService({ transact, changes, clock, timer, log }: Parts) {
  let words = new Map<DeviceId, LatestStatus>();
  let heard = new Map<DeviceId, string>();
  let cancel: (() => void) | undefined;
  let writing: Promise<void> = Promise.resolve();

  function soon(): void {
    cancel ??= timer(WRITE_EVERY_MS, () => {
      cancel = undefined;
      writing = writing.then(write);
    });
  }

  async function write(): Promise<void> {
    const [newWords, newHeard] = [words, heard];
    words = new Map();
    heard = new Map();
    try {
      await writeHeard([...newHeard]);
      await writeWords([...newWords.values()]);
      changes.announce();
    } catch (error) {
      log.warn({ event: "device.status-not-kept", error: whatFailed(error) });
      for (const [deviceId, at] of newHeard) if (!heard.has(deviceId)) heard.set(deviceId, at);
      for (const [deviceId, word] of newWords) if (!words.has(deviceId)) words.set(deviceId, word);
      soon();
    }
  }

  async function writeHeard(all: [DeviceId, string][]): Promise<void> {
    const inOrder = all.sort(([a], [b]) => (a < b ? -1 : 1)); // two processes then never wait in a ring
    for (let at = 0; at < inOrder.length; at += ROWS_AT_ONCE) {
      const rows = inOrder.slice(at, at + ROWS_AT_ONCE);
      await transact(({ devices }) => devices.heard(rows));
    }
  }

  async function writeWords(all: LatestStatus[]): Promise<void> {
    const inOrder = all.sort((a, b) => (a.status.deviceId < b.status.deviceId ? -1 : 1));
    for (let at = 0; at < inOrder.length; at += ROWS_AT_ONCE) {
      const gone = await keep(inOrder.slice(at, at + ROWS_AT_ONCE));
      for (const { status, event } of gone) log.info({ event, deviceId: status.deviceId });
    }
  }

  function keep(latest: LatestStatus[]) {
    return transact(async ({ statuses }) => {
      const known = await statuses.heard(latest.map(({ status }) => status.deviceId));
      const kept: KeptStatus[] = [];
      const news: { status: DeviceStatus; event: string }[] = [];
      for (const { status, heardAt } of latest) {
        const before = known.get(status.deviceId);
        if (!before) news.push({ status, event: "device.status-refused" });
        const { connection, online } = before ?? {};
        if (!before || !replaces(connection ? { connection } : undefined, status)) continue;
        kept.push({ status, heardAt, troubled: isTroubled(status) });
        if (online === status.online) continue;
        news.push({ status, event: status.online ? "device.came" : "device.went" });
      }
      await statuses.keep(kept);
      return news;
    });
  }

  return {
    arrived(status: DeviceStatus, retained: boolean): void {
      const { deviceId } = status;
      const before = words.get(deviceId);
      if (!replaces(before?.status, status)) return;
      if (!before && words.size >= MOST_DEVICES) return; // it says so again in a moment
      words.set(deviceId, { status, heardAt: heardAt(status, clock(), retained) });
      soon();
    },
    /** It has said something else than how it is. */
    heard(deviceId: DeviceId): void {
      if (!heard.has(deviceId) && heard.size >= MOST_DEVICES) return;
      heard.set(deviceId, clock().toISOString());
      soon();
    },
    async close(): Promise<void> {
      cancel?.();
      await writing;
      await write();
      cancel?.();
    },
  };
}
