import type { MachineId, VariantId } from "@drop-in/contracts";
import type { Changes, Log, Transact } from "@drop-in/foundation";
import type { Clock } from "./adapters/clock.ts";
import type { Stores } from "./agent-stores.ts";
import { createAppointmentService } from "./appointments/appointment.service.ts";
import type { CollectionService } from "./collections/collection.service.ts";
import { createPlanogramService } from "./commissioning/planogram.service.ts";
import type { Hardware } from "./devices/hardware.ts";
import { createFeedService } from "./feed/feed.service.ts";
import type { RecordEvent } from "./outbox/record-event.ts";
import { createRecallService } from "./recalls/recall.service.ts";
import type { StockService } from "./stock/stock.service.ts";
import type { Savepoint } from "./storage/storage.ts";

type Parts = {
  stores: Stores;
  hardware: Hardware;
  named: () => { machineId: MachineId };
  stock: StockService;
  collections: CollectionService;
  /** Somebody is being served, or a technician is at the machine. */
  busy: () => boolean;
  record: RecordEvent;
  transact: Transact;
  savepoint: Savepoint;
  changes: Changes;
  clock: Clock;
  today: () => string;
  log: Log;
};

/** What the centre sends down, and everything it may change here. */
export function createDownlink(parts: Parts) {
  const { stores, hardware, stock, collections, transact, clock, log } = parts;
  const { rechoose } = collections;
  const isKnown = (variantId: VariantId) => stores.catalogue.find(variantId) !== undefined;
  const { recalls: store } = stores;
  const recalls = createRecallService({ ...parts, recalls: store, machine: parts.named, rechoose });
  const appointments = createAppointmentService({ ...parts, appointments: stores.appointments });

  /** The book is another: promises are looked at again, and what a recall names. */
  function relaid(): void {
    rechoose();
    recalls.reviewLoaded();
  }

  const planogram = createPlanogramService({
    ...parts,
    ...stores,
    isKnown,
    relaid,
    stock,
    open(plan) {
      hardware.machine
        .seat(() => hardware.openAs(plan))
        .catch((error) => log.error({ event: "machine.not-opened", error: String(error) }));
    },
  });

  return {
    isKnown,
    relaid,
    planogram,
    appointments,
    /** To be called now and then: days end, and messages have their time. */
    forgetOld(): void {
      appointments.forgetOld();
      const now = clock.now().toISOString();
      transact(() => {
        stores.messages.forgetExpired(now);
        stores.progress.forgetExpired(now);
      });
    },
    feed: createFeedService({
      ...parts,
      ...stores,
      ...{ collections, recalls, appointments, planogram },
    }),
  };
}
