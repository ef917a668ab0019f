import {
  type DeviceId,
  MachineId,
  type MachinePlan,
  machineKindOf,
  type SiteId,
  type Stream,
} from "@drop-in/contracts";
import { createChanges, type Db } from "@drop-in/foundation";
import type { FastifyInstance } from "fastify";
import type { Authorities } from "./adapters/authorities.ts";
import type { SealFields } from "./adapters/seal-fields.ts";
import { serveAgent } from "./agent-serve.ts";
import { createServices } from "./agent-services.ts";
import { createStores } from "./agent-stores.ts";
import { createViews } from "./agent-views.ts";
import { type FromAfar, nothingFromAfar } from "./commands/agent-commands.ts";
import { createPlanStore } from "./commissioning/plan.store.ts";
import { type Hardware, machineState } from "./devices/hardware.ts";
import { watchHardware } from "./devices/watch-hardware.ts";
import { clockOf } from "./outbox/outbox.store.ts";
import { createRecordEvent, createSetAside } from "./outbox/record-event.ts";
import { createRepeat } from "./repeat.ts";
import type { Settings } from "./settings.ts";
import type { Speak } from "./speech/speech.routes.ts";
import { createWatchers } from "./staff/watchers.ts";
import { createStorage } from "./storage/storage.ts";
import type { SealedWire } from "./sync/sealed-wire.ts";
import { createSync, type Sync } from "./sync/sync.service.ts";
import type { Transport } from "./sync/transport.ts";
import { createTrueTime } from "./time/true-time.ts";
import { createUnattended } from "./unattended.ts";

export type AgentParts = {
  settings: Settings;
  version: string;
  db: Db;
  /** Who this box is, as the centre enrolled it. */
  device: { deviceId: DeviceId; siteId: SiteId; siteName: string };
  hardware: Hardware;
  transport: Transport;
  wire: SealedWire;
  seal: SealFields;
  plan: MachinePlan | undefined;
  authorities: Authorities;
  speak?: Speak;
  /** Without it nothing is done on a word from afar. */
  fromAfar?: FromAfar;
};

const EXPIRE_EVERY_MS = 60_000;
const PROBE_STORAGE_EVERY_MS = 3_000;
const FORGET_CLOCKS_EVERY_MS = 3_600_000;
const FORGET_BYTES_EVERY_MS = 2_000;
const KEEP_POWERED_EVERY_MS = 300_000;

/**
 * The whole agent, with everything it may touch passed in: clock, chance, disk, serial and transport.
 * What is kept, what is decided, what is shown; then the four things it does in its life.
 */
export function createAgent(parts: AgentParts) {
  const { settings, version, db, hardware, transport, plan, authorities, wire, seal } = parts;
  const { clock, timer, log, newId } = authorities;
  const { siteName } = parts.device;
  const plans = createPlanStore(db);
  const current = plans.find;
  let commissioning = () => false;
  const named = () => {
    const now = current();
    return {
      machineId: now?.machineId ?? MachineId.parse("none"),
      name: now?.name ?? "No machine",
      kind: machineKindOf[now?.protocol ?? "vmc-fafb"],
    };
  };

  let sync: Sync | undefined;
  const connected = () => sync?.connected() ?? false;
  const changes = createChanges();
  const storage = createStorage(db, (state, why) => {
    log[state === "failed" ? "error" : "info"]({ event: `storage.${state}`, why });
    changes.announce();
  });
  const { transact, savepoint } = storage;
  const stores = createStores(db, newId, () => named().machineId);
  const machine = () =>
    current()
      ? machineState(named(), hardware.machine, {
          storage: storage.state(),
          slotOf: (selection) =>
            stores.slots.all().find((slot) => slot.selection === selection)?.slotId,
          paused: commissioning() || stores.commands.isRestarting(),
        })
      : null;
  const time = createTrueTime(clock, stores.clocks, settings.CLOCK_KEEPS_TIME);
  const run = { clock, run: stores.clocks.current };
  const record = createRecordEvent(stores.outbox, run);
  const unattended = createUnattended(log);
  const repeat = createRepeat(timer, unattended);
  const watchers = createWatchers(changes.announce);
  const { isDurable } = storage;
  const world = { isDurable, current, settings, authorities, hardware, named, machine, connected };
  const about = { seal, siteName, device: parts.device, trueTime: time.now };
  const afar = {
    fromAfar: parts.fromAfar ?? nothingFromAfar,
    isCurrent: () => sync?.isCurrent() ?? false,
    wallIsBelieved: () => time.wallIsBelieved(),
  };
  const kept = { stores, record, transact, savepoint, changes };
  const services = createServices({ ...world, ...kept, ...about, ...afar, watchers, unattended });
  commissioning = services.commissioning.active;
  const views = createViews({ ...world, stores, services, clock });

  /** Before anyone is served: take stock, settle what a power cut interrupted, say that we are up. */
  function recover(): void {
    transact(() =>
      stores.clocks.begin(clock.bootId(), clock.now().getTime() - clock.monotonicMs()),
    );
    services.planogram.seed(plan);
    const recoveredAttempts = services.attempts.recoverInterrupted();
    services.commissioning.recoverInterrupted();
    services.commands.recoverInterrupted();
    services.callbacks.abandonUnfinished();
    services.collections.expireDue();
    transact(() => record({ type: "device.started.v1", payload: { version, recoveredAttempts } }));
  }

  const serve = (app: FastifyInstance) =>
    serveAgent(app, { ...parts, services, views, changes, watchers });

  /** From here on scans are judged, the hardware is watched, and the centre hears of everything. */
  function begin() {
    const { turns, collections, feed } = services;
    let bytesLeft = false;
    const forget = (stream: Stream, uptoSeq: number) => {
      stores.outbox.forget(stream, uptoSeq);
      bytesLeft = true;
    };
    sync = createSync({
      outbox: {
        ...stores.outbox,
        forget,
        setAside: createSetAside(stores.outbox, run),
        clocksSince: (row) => stores.clocks.since(clockOf(row)),
      },
      ...{ feed, transport, wire },
      commands: services.commands,
      newNonce: () => newId().replaceAll("-", "").slice(0, 16),
      timer,
      clock: () => clock.now(),
      monotonic: clock.monotonicMs,
      log,
      device: { ...parts.device, version },
      status: views.status,
      statusEveryMs: settings.STATUS_EVERY_MS,
      onServerTime: time.heard,
    });
    const { nudge, onChange, close, connected: isConnected } = sync;
    const stops = [
      watchHardware({
        machineId: () => named().machineId,
        hardware,
        changes,
        record: (event) => unattended("status event", () => transact(() => record(event))),
        onScan: (text) => turns.scanned(collections.checkScan(text)),
      }),
      services.doors.watch(),
      changes.onChange(nudge),
      onChange(changes.announce),
      changes.onChange(() => unattended("kept planogram", services.planogram.settle)),
      repeat(EXPIRE_EVERY_MS, collections.expireDue),
      repeat(KEEP_POWERED_EVERY_MS, services.commands.keepPoweredTime),
      repeat(EXPIRE_EVERY_MS, services.forgetOld),
      repeat(EXPIRE_EVERY_MS, () => stores.clocks.saw(clock.now().getTime())),
      repeat(FORGET_CLOCKS_EVERY_MS, stores.clocks.forgetUnused),
      repeat(FORGET_BYTES_EVERY_MS, () => {
        // Once everything is at the centre, so that a busy hour is one effort and not one for each ack.
        if (!bytesLeft || stores.outbox.state().waiting > 0) return;
        bytesLeft = false;
        storage.forgetBytes();
      }),
      repeat(PROBE_STORAGE_EVERY_MS, () => {
        if (storage.state() === "failed") storage.probe();
      }),
    ];
    return {
      ...{ connected: isConnected, onChange },
      async close(): Promise<void> {
        for (const stop of stops) stop();
        await close();
      },
    };
  }

  const { apply: applyFeed, snapshot: applySnapshot } = services.feed;
  /** What the centre sends down enters here, and word of what time it is there. */
  return { recover, serve, run: begin, applyFeed, applySnapshot, heard: time.heard };
}
