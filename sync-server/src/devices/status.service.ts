import type { DeviceId, DeviceStatus } from "@drop-in/contracts";
import type { Changes, Log, Timer } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import { whatFailed } from "../db/failure.ts";
import type { Transact } from "../stores.ts";
import { heardAt, isTroubled, type LatestStatus, replaces, wordOf } from "./device.rules.ts";
import type { HeardStatus, KeptStatus } from "./status.store.ts";

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
      const news = await keep(inOrder.slice(at, at + ROWS_AT_ONCE));
      for (const { status, event } of news) log.info({ event, deviceId: status.deviceId });
    }
  }

  function keep(latest: LatestStatus[]) {
    return transact(async ({ statuses, devices }) => {
      const known = await statuses.heard(latest.map(({ status }) => status.deviceId));
      const newer = latest.filter(({ status }) => isNewer(known.get(status.deviceId), status));
      await statuses.keep(
        newer.map((word): KeptStatus => ({ ...word, troubled: isTroubled(word.status) })),
      );
      await devices.standAt(
        newer.flatMap(({ status }) => movedTo(known.get(status.deviceId), status)),
      );
      return latest.flatMap(({ status }) => newsOf(known.get(status.deviceId), status));
    });
  }

  return {
    arrived(status: DeviceStatus, retained: boolean): void {
      const { deviceId } = status;
      const before = words.get(deviceId);
      if (!replaces(before && wordOf(before.status), status)) return;
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
    settled: (): Promise<void> => writing,
    async close(): Promise<void> {
      cancel?.();
      await writing;
      await write();
      cancel?.();
    },
  };
}

/** Not of a device that nobody admitted. */
function isNewer(before: HeardStatus | undefined, status: DeviceStatus): boolean {
  if (!before) return false;
  const { connection, beat } = before;
  const known = connection !== null && beat !== null ? { connection, beat } : undefined;
  return replaces(known, status);
}

function movedTo(before: HeardStatus | undefined, status: DeviceStatus) {
  if (!before || !status.online) return [];
  const { deviceId, siteId, siteName } = status;
  const stays = before.siteId === siteId && before.siteName === siteName;
  return stays ? [] : [{ deviceId, siteId, siteName }];
}

function newsOf(before: HeardStatus | undefined, status: DeviceStatus) {
  if (!before) return [{ status, event: "device.status-refused" }];
  if (before.online === status.online || !isNewer(before, status)) return [];
  return [{ status, event: status.online ? "device.came" : "device.went" }];
}
