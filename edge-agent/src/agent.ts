import { MachineId, type MachinePlan, machineKindOf, type Stream } from "@drop-in/contracts";
import { createChanges, type Db } from "@drop-in/foundation";
import type { FastifyInstance } from "fastify";
import type { Authorities } from "./adapters/authorities.ts";
import { createServices } from "./agent-services.ts";
import { createStores } from "./agent-stores.ts";
import { createViews } from "./agent-views.ts";
import { attemptRoutes } from "./attempts/attempt.routes.ts";
import { settleRoutes } from "./attempts/settle.routes.ts";
import { callbackRoutes } from "./callbacks/callback.routes.ts";
import { collectionRoutes } from "./collections/collection.routes.ts";
import { commissioningRoutes } from "./commissioning/commissioning.routes.ts";
import { createPlanStore } from "./commissioning/plan.store.ts";
import { createClockQuality } from "./devices/clock-quality.ts";
import { type Hardware, machineState } from "./devices/hardware.ts";
import { watchHardware } from "./devices/watch-hardware.ts";
import { displayRoutes } from "./display/display.routes.ts";
import { helpRoutes } from "./help/help.routes.ts";
import { createRecordEvent } from "./outbox/record-event.ts";
import { staffSlipRoutes, tapeRoutes } from "./printing/slip.routes.ts";
import type { Settings } from "./settings.ts";
import { type Speak, speechRoutes } from "./speech/speech.routes.ts";
import { createSignedIn } from "./staff/signed-in.ts";
import { staffRoutes } from "./staff/staff.routes.ts";
import { createWatchers } from "./staff/watchers.ts";
import { createStorage } from "./storage/storage.ts";
import { createSync, type Sync } from "./sync/sync.service.ts";
import type { Transport } from "./sync/transport.ts";
import { turnRoutes } from "./turns/turn.routes.ts";
import { createUnattended } from "./unattended.ts";
import { visitRoutes } from "./visits/visit.routes.ts";

export type AgentParts = {
  settings: Settings;
  version: string;
  db: Db;
  hardware: Hardware;
  transport: Transport;
  plan: MachinePlan | undefined;
  authorities: Authorities;
  speak?: Speak;
};

const EXPIRE_EVERY_MS = 60_000;
const PROBE_STORAGE_EVERY_MS = 3_000;
const FORGET_BYTES_EVERY_MS = 2_000;

/**
 * The whole agent, with everything it may touch passed in: clock, chance, disk, serial and transport.
 * What is kept, what is decided, what is shown; then the four things it does in its life.
 */
export function createAgent(parts: AgentParts) {
  const { settings, version, db, hardware, transport, plan, authorities } = parts;
  const { clock, timer, log, newId } = authorities;
  const { SITE_NAME: siteName, SITE_ID: siteId, DEVICE_ID: deviceId } = settings;
  const plans = createPlanStore(db);
  const current = () => plans.find() ?? plan;
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
  const { transact } = storage;
  const stores = createStores(db, newId, () => named().machineId);
  const machine = () =>
    current()
      ? machineState(named(), hardware.machine, {
          storage: storage.state(),
          slotOf: (selection) =>
            stores.slots.all().find((slot) => slot.selection === selection)?.slotId,
          paused: commissioning(),
        })
      : null;
  const clockQuality = createClockQuality(clock);
  const record = createRecordEvent(stores.outbox, {
    deviceId,
    siteId,
    bootId: newId(),
    clock,
    clockIsSynced: clockQuality.isSynced,
    newId,
  });
  const unattended = createUnattended(log);
  const watchers = createWatchers(changes.announce);
  const { isDurable } = storage;
  const world = { isDurable, current, settings, authorities, hardware, named, machine, connected };
  const kept = { stores, record, transact, changes };
  const services = createServices({ ...world, ...kept, watchers, unattended });
  commissioning = services.commissioning.active;
  const views = createViews({ ...world, stores, services, clock });

  /** Before anyone is served: take stock, settle what a power cut interrupted, say that we are up. */
  function recover(): void {
    const now = current();
    if (now) services.stock.commission(now);
    const recoveredAttempts = services.attempts.recoverInterrupted();
    services.callbacks.abandonUnfinished();
    services.collections.expireDue();
    transact(() => record({ type: "device.started.v1", payload: { version, recoveredAttempts } }));
  }

  async function serve(app: FastifyInstance): Promise<void> {
    const { visits, callbacks, collections, attempts, settle, help, turns, slips } = services;
    const onFailure = (error: unknown) => log.error({ event: "view.failed", error: String(error) });
    const live = { changes, timer, onFailure };
    const prefix = "/api/visitor";
    await app.register(turnRoutes({ ...live, turns, view: views.visitor }), { prefix });
    await app.register(visitRoutes(visits, slips), { prefix });
    await app.register(tapeRoutes(slips, turns), { prefix });
    await app.register(callbackRoutes({ callbacks, turns, slips }), { prefix });
    await app.register(collectionRoutes(collections, turns), { prefix });
    await app.register(attemptRoutes({ attempts, settle, turns }), { prefix });
    await app.register(helpRoutes(help, turns), { prefix });
    await app.register(speechRoutes(parts.speak ?? (async () => undefined)), { prefix });
    const signedIn = createSignedIn(services.staff);
    const forStaff = { prefix: "/api/staff" };
    const desk = { ...live, ...services, signedIn, watchers, view: views.staff };
    await app.register(staffRoutes(desk), forStaff);
    await app.register(staffSlipRoutes(slips, signedIn), forStaff);
    await app.register(settleRoutes({ ...services, signedIn }), forStaff);
    await app.register(
      commissioningRoutes({ ...services, signedIn, listPorts: hardware.listPorts }),
      { prefix: "/api/staff/commissioning" },
    );
    await app.register(displayRoutes({ ...live, view: views.display }));
  }

  /** From here on scans are judged, the hardware is watched, and the centre hears of everything. */
  function run(): { close(): Promise<void> } {
    const { turns, collections, feed } = services;
    let bytesLeft = false;
    const forget = (stream: Stream, uptoSeq: number) => {
      stores.outbox.forget(stream, uptoSeq);
      bytesLeft = true;
    };
    sync = createSync({
      outbox: { ...stores.outbox, forget },
      feed,
      transport,
      timer,
      clock: () => clock.now(),
      monotonic: clock.monotonicMs,
      log,
      device: { deviceId, siteId, siteName, version },
      status: views.status,
      statusEveryMs: settings.STATUS_EVERY_MS,
      onServerTime: clockQuality.heard,
    });
    const { nudge, onChange, close } = sync;
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
      repeat(EXPIRE_EVERY_MS, collections.expireDue),
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
      async close() {
        for (const stop of stops) stop();
        await close();
      },
    };
  }

  function repeat(everyMs: number, act: () => void): () => void {
    let cancel = timer(everyMs, again);
    function again(): void {
      unattended("round", act);
      cancel = timer(everyMs, again);
    }
    return () => cancel();
  }

  /** `applyFeed`: what the centre sends down enters here. */
  return { recover, serve, run, applyFeed: services.feed.apply };
}
