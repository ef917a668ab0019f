import { createAppointmentStore } from "./appointments/appointment.store.ts";
import { createCallbackStore } from "./callbacks/callback.store.ts";
import { createAttemptStore } from "./collections/attempt.store.ts";
import { createCollectionStore } from "./collections/collection.store.ts";
import { createLeaseStore } from "./collections/lease.store.ts";
import { createCommandStore } from "./commands/command.store.ts";
import type { Database, Sql } from "./db/sql.ts";
import { createDeviceStore } from "./devices/device.store.ts";
import { createStatusStore } from "./devices/status.store.ts";
import { createEnrolmentStore } from "./enrolment/enrolment.store.ts";
import { createEqualityStore } from "./equality/equality.store.ts";
import { createFeedStore } from "./feed/feed.store.ts";
import { createPublishedStore } from "./feed/published.store.ts";
import { createHelpStore } from "./help/help.store.ts";
import { createClockStore } from "./ingest/clock.store.ts";
import { createInboxStore } from "./ingest/inbox.store.ts";
import { createRecallStore } from "./recalls/recall.store.ts";
import { createStaffStore } from "./staff/staff.store.ts";
import { createStockStore } from "./stock/stock.store.ts";
import { createSubmissionStore } from "./submissions/submission.store.ts";
import { createVisitStore } from "./visits/visit.store.ts";

export type Stores = ReturnType<typeof createStores>;

/** Every table's sentences, over the database or over one transaction. */
export function createStores(sql: Sql) {
  return {
    devices: createDeviceStore(sql),
    statuses: createStatusStore(sql),
    clocks: createClockStore(sql),
    inbox: createInboxStore(sql),
    visits: createVisitStore(sql),
    callbacks: createCallbackStore(sql),
    help: createHelpStore(sql),
    collections: createCollectionStore(sql),
    leases: createLeaseStore(sql),
    attempts: createAttemptStore(sql),
    stock: createStockStore(sql),
    recalls: createRecallStore(sql),
    appointments: createAppointmentStore(sql),
    feed: createFeedStore(sql),
    published: createPublishedStore(sql),
    staff: createStaffStore(sql),
    identities: createEnrolmentStore(sql),
    commands: createCommandStore(sql),
    submissions: createSubmissionStore(sql),
    equality: createEqualityStore(sql),
  };
}

export type Savepoint = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** All of `work` is durable when this resolves, or none of it. It may run more than once before it does. */
export type Transact = <Result>(
  work: (stores: Stores, savepoint: Savepoint) => Promise<Result>,
) => Promise<Result>;

export function createTransact(database: Database): Transact {
  return (work) => database.transact((sql) => work(createStores(sql), sql.savepoint));
}
