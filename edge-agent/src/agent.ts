import { MachineId, type MachinePlan } from "@drop-in/contracts";
import type { FastifyInstance } from "fastify";
import type { Authorities } from "./adapters/authorities.ts";
import { createAttemptService } from "./attempts/attempt.service.ts";
import { createAttemptStore } from "./attempts/attempt.store.ts";
import { createCallbackService } from "./callbacks/callback.service.ts";
import { createCallbackStore } from "./callbacks/callback.store.ts";
import { createCatalogueStore } from "./catalogue/catalogue.store.ts";
import { createChanges } from "./changes.ts";
import { createCollectionService } from "./collections/collection.service.ts";
import { createCollectionStore } from "./collections/collection.store.ts";
import { createKeysStore } from "./collections/keys.store.ts";
import type { Db } from "./db/db.ts";
import { createStorage } from "./db/transaction.ts";
import { createClockQuality } from "./devices/clock-quality.ts";
import { reportStatus } from "./devices/device-status.ts";
import { type Hardware, machineState } from "./devices/hardware.ts";
import { watchHardware } from "./devices/watch-hardware.ts";
import { displayRoutes } from "./display/display.routes.ts";
import { toDisplay } from "./display/display.rules.ts";
import { createFeedService } from "./feed/feed.service.ts";
import { createFeedStore } from "./feed/feed.store.ts";
import { createHelpService } from "./help/help.service.ts";
import { createHelpStore } from "./help/help.store.ts";
import { createTryGate } from "./limits/try-gate.ts";
import { createTryLimitStore } from "./limits/try-limit.store.ts";
import { createOutboxStore } from "./outbox/outbox.store.ts";
import { createRecordEvent } from "./outbox/record-event.ts";
import { createSlipService } from "./printing/slip.service.ts";
import { createSessionService } from "./sessions/session.service.ts";
import { createSessionStore } from "./sessions/session.store.ts";
import type { Settings } from "./settings.ts";
import { staffRoutes } from "./staff/staff.routes.ts";
import { createStaffService } from "./staff/staff.service.ts";
import { createStaffStore } from "./staff/staff.store.ts";
import { createStaffView } from "./staff/staff-view.ts";
import { createWatchers } from "./staff/watchers.ts";
import { createSlotStore } from "./stock/slot.store.ts";
import { createStockService } from "./stock/stock.service.ts";
import { createSync, type Sync } from "./sync/sync.service.ts";
import type { Transport } from "./sync/transport.ts";
import { createTurnService } from "./turns/turn.service.ts";
import { visitorRoutes } from "./turns/visitor.routes.ts";
import { createVisitorView } from "./turns/visitor-view.ts";
import { createVisitService } from "./visits/visit.service.ts";
import { createVisitStore } from "./visits/visit.store.ts";

export type AgentParts = {
  settings: Settings;
  version: string;
  db: Db;
  hardware: Hardware;
  transport: Transport;
  plan: MachinePlan | undefined;
  authorities: Authorities;
};

const EXPIRE_EVERY_MS = 60_000;
const PROBE_STORAGE_EVERY_MS = 3_000;

/**
 * The whole agent, with everything it may touch passed in: clock, chance, disk, serial and transport.
 * Read from the top: what is kept, what is decided, what is shown, what is sent.
 */
export function createAgent({
  settings,
  version,
  db,
  hardware,
  transport,
  plan,
  authorities,
}: AgentParts) {
  const { clock, timer, log, newId } = authorities;
  const {
    SITE_NAME: siteName,
    SITE_ID: siteId,
    DEVICE_ID: deviceId,
    TIME_ZONE: timeZone,
  } = settings;
  const named = {
    machineId: plan?.machineId ?? MachineId.parse("none"),
    name: plan?.name ?? "No machine",
  };

  const changes = createChanges();
  const storage = createStorage(db, (state, why) => {
    log[state === "failed" ? "error" : "info"]({ event: `storage.${state}`, why });
    changes.announce();
  });
  const { transact } = storage;
  const common = { transact, changes, clock, newId };

  // What is kept.
  const outbox = createOutboxStore(db, newId);
  const visits = createVisitStore(db);
  const sessions = createSessionStore(db);
  const catalogue = createCatalogueStore(db);
  const keys = createKeysStore(db);
  const staffStore = createStaffStore(db);
  const limits = createTryLimitStore(db);
  const feedStore = createFeedStore(db);

  const clockQuality = createClockQuality(clock);
  const record = createRecordEvent(outbox, {
    deviceId,
    siteId,
    bootId: newId(),
    clock,
    clockIsSynced: clockQuality.isSynced,
    newId,
  });

  // What is decided.
  const machine = () => (plan ? machineState(named, hardware.machine, storage.state()) : null);
  const stock = createStockService({
    slots: createSlotStore(db, named.machineId),
    record,
    transact,
  });
  const collections = createCollectionService({
    ...authorities,
    collections: createCollectionStore(db),
    keys,
    catalogue,
    stock,
    gate: createTryGate({
      what: "collection-code",
      limits,
      clock,
      onLocked: (wrongTries) =>
        record({ type: "collection.code-limit-reached.v1", payload: { wrongTries } }),
    }),
    record,
    transact,
    timeZone,
    machine: named,
    vending: () => machine()?.vending ?? "paused",
  });
  const attempts = createAttemptService({
    ...common,
    attempts: createAttemptStore(db),
    collections,
    stock,
    machine: hardware.machine,
    record,
    timer,
    log,
  });
  const visitService = createVisitService({
    ...common,
    visits,
    sessions,
    record,
    timeZone,
    ticketLetter: settings.TICKET_LETTER,
    usualMinutesPerPerson: settings.USUAL_MINUTES_PER_PERSON,
  });
  const sessionService = createSessionService({ ...common, sessions, visits, record });
  const watchers = createWatchers(changes.announce);
  const help = createHelpService({
    ...common,
    help: createHelpStore(db),
    record,
    staffAreWatching: watchers.any,
  });
  const callbacks = createCallbackService({
    ...common,
    callbacks: createCallbackStore(db),
    record,
    timeZone,
    promiseHours: settings.CALLBACK_PROMISE_HOURS,
    connected: () => sync?.connected() ?? false,
  });
  const turns = createTurnService({ changes, newId, onEnd: callbacks.abandonUnfinished });
  const staff = createStaffService({
    ...authorities,
    staff: staffStore,
    gate: createTryGate({ what: "staff-pin", limits, clock }),
    transact,
  });
  const feed = createFeedService({
    feed: feedStore,
    catalogue,
    staff: staffStore,
    keys,
    collections,
    transact,
    changes,
  });

  // What is shown.
  const seen = {
    siteName,
    machine,
    slots: stock.slots,
    printer: hardware.printing.state,
    scanner: hardware.scanner.state,
  };
  const staffView = createStaffView({
    ...seen,
    clock,
    sessions: sessionService,
    visits: visitService,
    help,
    catalogue,
    unresolved: attempts.unresolved,
    promisedCallbacks: callbacks.promised,
    collectionsReady: collections.readyCount,
    sync: () => ({ connected: sync?.connected() ?? false, ...outbox.state() }),
  });
  const visitorView = createVisitorView({
    ...seen,
    idle: { afterMs: settings.IDLE_AFTER_MS, warnMs: settings.IDLE_WARN_MS },
    place: () => sessions.current()?.place ?? null,
    connected: () => sync?.connected() ?? false,
    vending: () => machine()?.vending ?? "none",
    turns,
    attempt: attempts.view,
    help: help.view,
  });
  const displayView = () =>
    toDisplay({
      siteName,
      place: sessions.current()?.place ?? null,
      waiting: visitService.waiting(),
      calledLately: visitService.calledLately(),
      now: clock.now(),
    });

  let sync: Sync | undefined;

  return {
    /** What the centre sends down enters here. */
    applyFeed: feed.apply,

    /** Before anyone is served: take stock, settle what a power cut interrupted, tell the centre we are up. */
    recover(): void {
      if (plan) stock.commission(plan);
      const recoveredAttempts = attempts.recoverInterrupted();
      callbacks.abandonUnfinished();
      collections.expireDue();
      transact(() =>
        record({ type: "device.started.v1", payload: { version, recoveredAttempts } }),
      );
    },

    async serve(app: FastifyInstance): Promise<void> {
      const live = { changes, timer };
      const slips = createSlipService({ printing: hardware.printing, clock, siteName });
      await app.register(
        visitorRoutes({
          ...live,
          turns,
          visits: visitService,
          callbacks,
          collections,
          attempts,
          help,
          slips,
          view: visitorView,
        }),
        { prefix: "/api/visitor" },
      );
      await app.register(
        staffRoutes({
          ...live,
          staff,
          sessions: sessionService,
          visits: visitService,
          help,
          attempts,
          view: staffView,
          watchers,
        }),
        { prefix: "/api/staff" },
      );
      await app.register(displayRoutes({ ...live, view: displayView }));
    },

    /** From here on scans are judged, the hardware is watched, and the centre hears of everything. */
    run(): { close(): Promise<void> } {
      const stopWatching = watchHardware({
        ...named,
        hardware,
        changes,
        record: (event) => transact(() => record(event)),
        onScan: (text) => turns.scanned(collections.checkScan(text)),
      });
      sync = createSync({
        outbox,
        feed: {
          cursor: feed.cursor,
          apply: (items, serverTime) => {
            clockQuality.heard(serverTime);
            feed.apply(items);
          },
        },
        transport,
        timer,
        clock: () => clock.now(),
        monotonic: clock.monotonicMs,
        log,
        device: { deviceId, siteId, siteName, version },
        status: () => reportStatus({ ...seen, outbox: outbox.state, slots: stock.slots }),
        statusEveryMs: settings.STATUS_EVERY_MS,
      });
      const { nudge, onChange, close } = sync;
      const stops = [
        stopWatching,
        changes.onChange(nudge),
        onChange(changes.announce),
        repeat(EXPIRE_EVERY_MS, collections.expireDue),
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
    },
  };

  function repeat(everyMs: number, act: () => void): () => void {
    let cancel = timer(everyMs, again);
    function again(): void {
      act();
      cancel = timer(everyMs, again);
    }
    return () => cancel();
  }
}
