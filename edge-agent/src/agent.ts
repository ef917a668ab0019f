import { MachineId, machineKindOf } from "@drop-in/contracts";
import { createChanges } from "@drop-in/foundation";
import type { FastifyInstance } from "fastify";
import type { AgentParts } from "./agent-parts.ts";
import { runAgent } from "./agent-run.ts";
import { serveAgent } from "./agent-serve.ts";
import { createServices } from "./agent-services.ts";
import { createStores } from "./agent-stores.ts";
import { createViews } from "./agent-views.ts";
import { nothingFromAfar } from "./commands/agent-commands.ts";
import { createPlanStore } from "./commissioning/plan.store.ts";
import { machineState } from "./devices/hardware.ts";
import { createRecordEvent } from "./outbox/record-event.ts";
import { createWatchers } from "./staff/watchers.ts";
import { createStorage } from "./storage/storage.ts";
import type { Sync } from "./sync/sync.service.ts";
import { createTrueTime } from "./time/true-time.ts";
import { createUnattended } from "./unattended.ts";

/**
 * The whole agent, with everything it may touch passed in: clock, chance, disk, serial and transport.
 * What is kept, what is decided, what is shown; then the four things it does in its life.
 */
export function createAgent(parts: AgentParts) {
  const { settings, version, db, hardware, plan, authorities, seal } = parts;
  const { clock, log, newId } = authorities;
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
  const record = createRecordEvent(stores.outbox, { clock, run: stores.clocks.current });
  const unattended = createUnattended(log);
  const watchers = createWatchers(changes.announce);
  const { isDurable } = storage;
  const world = { isDurable, current, settings, authorities, hardware, named, machine, connected };
  const heardAt = () => {
    const msAgo = sync?.heardMsAgo() ?? null;
    return msAgo === null ? null : new Date(time.now().at.getTime() - msAgo).toISOString();
  };
  const about = { seal, heardAt, siteName, device: parts.device, trueTime: time.now };
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
  function run() {
    const life = { stores, services, storage, views, record, changes, time, unattended };
    const running = runAgent({ ...parts, ...life });
    sync = running.sync;
    return running;
  }

  const { apply: applyFeed, snapshot: applySnapshot } = services.feed;
  /** What the centre sends down enters here, and word of what time it is there. */
  return { recover, serve, run, applyFeed, applySnapshot, heard: time.heard };
}
