import type { Stream } from "@drop-in/contracts";
import type { Changes } from "@drop-in/foundation";
import type { AgentParts } from "./agent-parts.ts";
import type { Services } from "./agent-services.ts";
import type { Stores } from "./agent-stores.ts";
import type { Views } from "./agent-views.ts";
import { watchHardware } from "./devices/watch-hardware.ts";
import { clockOf } from "./outbox/outbox.store.ts";
import { createSetAside, type RecordEvent } from "./outbox/record-event.ts";
import { createRepeat } from "./repeat.ts";
import type { Storage } from "./storage/storage.ts";
import { createSync } from "./sync/sync.service.ts";
import type { TrueTime } from "./time/true-time.ts";
import type { Unattended } from "./unattended.ts";

type Parts = Pick<
  AgentParts,
  "settings" | "version" | "hardware" | "transport" | "wire" | "device" | "authorities"
> & {
  stores: Stores;
  services: Services;
  storage: Storage;
  views: Views;
  record: RecordEvent;
  changes: Changes;
  time: TrueTime;
  unattended: Unattended;
};

const MINUTE_MS = 60_000;
const PROBE_STORAGE_EVERY_MS = 3_000;
const FORGET_CLOCKS_EVERY_MS = 60 * MINUTE_MS;
const FORGET_BYTES_EVERY_MS = 2_000;
const KEEP_POWERED_EVERY_MS = 5 * MINUTE_MS;

/** The agent's life once it is up: scans are judged, the hardware is watched, the centre hears of everything, old things go. */
export function runAgent(parts: Parts) {
  const { settings, version, authorities, stores, services, storage, views, changes } = parts;
  const { clock, timer, log } = authorities;
  const { turns, collections, feed } = services;
  const { unattended, record } = parts;
  const { transact } = storage;
  const repeat = createRepeat(timer, unattended);
  let bytesLeft = false;

  const sync = createSync({
    outbox: {
      ...stores.outbox,
      forget(stream: Stream, uptoSeq: number): void {
        stores.outbox.forget(stream, uptoSeq);
        bytesLeft = true;
      },
      setAside: createSetAside(stores.outbox, { clock, run: stores.clocks.current }),
      clocksSince: (row) => stores.clocks.since(clockOf(row)),
    },
    ...{ feed, timer, log, transport: parts.transport, wire: parts.wire },
    commands: services.commands,
    newNonce: () => authorities.hashToken(authorities.newToken()).slice(0, 16),
    clock: () => clock.now(),
    monotonic: clock.monotonicMs,
    device: { ...parts.device, version },
    status: views.status,
    statusEveryMs: settings.STATUS_EVERY_MS,
    onServerTime: parts.time.heard,
  });

  function forgetBytes(): void {
    // Once everything is at the centre, so that a busy hour is one effort and not one for each ack.
    if (!bytesLeft || stores.outbox.state().waiting > 0) return;
    bytesLeft = false;
    storage.forgetBytes();
  }

  const stops = [
    watchHardware({
      machineId: () => services.named().machineId,
      hardware: parts.hardware,
      changes,
      record: (event) => unattended("status event", () => transact(() => record(event))),
      onScan: (text) => turns.scanned(collections.checkScan(text)),
    }),
    services.doors.watch(),
    changes.onChange(sync.nudge),
    sync.onChange(changes.announce),
    changes.onChange(() => unattended("kept planogram", services.planogram.settle)),
    repeat(MINUTE_MS, collections.expireDue),
    repeat(MINUTE_MS, services.forgetOld),
    repeat(MINUTE_MS, services.equality.sendOld),
    repeat(MINUTE_MS, () => stores.clocks.saw(clock.now().getTime())),
    repeat(KEEP_POWERED_EVERY_MS, services.commands.keepPoweredTime),
    repeat(FORGET_CLOCKS_EVERY_MS, stores.clocks.forgetUnused),
    repeat(FORGET_BYTES_EVERY_MS, forgetBytes),
    repeat(PROBE_STORAGE_EVERY_MS, () => {
      if (storage.state() === "failed") storage.probe();
    }),
  ];
  return {
    sync,
    async close(): Promise<void> {
      for (const stop of stops) stop();
      await sync.close();
    },
  };
}
