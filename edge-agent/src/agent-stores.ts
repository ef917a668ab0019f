import type { MachineId } from "@drop-in/contracts";
import type { Db, NewId } from "@drop-in/foundation";
import { createAppointmentStore } from "./appointments/appointment.store.ts";
import { createAttemptStore } from "./attempts/attempt.store.ts";
import { createCallbackStore } from "./callbacks/callback.store.ts";
import { createCatalogueStore } from "./catalogue/catalogue.store.ts";
import { createCollectionStore } from "./collections/collection.store.ts";
import { createKeysStore } from "./collections/keys.store.ts";
import { createCommandStore } from "./commands/command.store.ts";
import { createKeptPlanStore } from "./commissioning/kept-plan.store.ts";
import { createPlanStore } from "./commissioning/plan.store.ts";
import { createTestVendStore } from "./commissioning/test-vend.store.ts";
import { createContentStore } from "./content/content.store.ts";
import { createEqualityStore } from "./equality/equality.store.ts";
import { createDeviceSettingsStore } from "./feed/device-settings.store.ts";
import { createFeedStore } from "./feed/feed.store.ts";
import { createHelpStore } from "./help/help.store.ts";
import { createTryLimitStore } from "./limits/try-limit.store.ts";
import { createMessageStore } from "./messages/message.store.ts";
import { createOutboxStore } from "./outbox/outbox.store.ts";
import { createRecallStore } from "./recalls/recall.store.ts";
import { createSessionStore } from "./sessions/session.store.ts";
import { createStaffStore } from "./staff/staff.store.ts";
import { createSlotStore } from "./stock/slot.store.ts";
import { createSlotOpeningStore } from "./stock/slot-opening.store.ts";
import { createSubmissionStore } from "./submissions/submission.store.ts";
import { createClockStore } from "./time/clock.store.ts";
import { createVisitStore } from "./visits/visit.store.ts";
import { createProgressStore } from "./words/progress.store.ts";

export type Stores = ReturnType<typeof createStores>;

/** What the agent keeps: every table of its database. */
export function createStores(db: Db, newId: NewId, machineId: () => MachineId) {
  return {
    outbox: createOutboxStore(db, newId),
    clocks: createClockStore(db),
    commands: createCommandStore(db),
    visits: createVisitStore(db),
    sessions: createSessionStore(db),
    callbacks: createCallbackStore(db),
    help: createHelpStore(db),
    slots: createSlotStore(db, machineId),
    catalogue: createCatalogueStore(db),
    collections: createCollectionStore(db),
    keys: createKeysStore(db),
    attempts: createAttemptStore(db),
    limits: createTryLimitStore(db),
    staff: createStaffStore(db),
    feed: createFeedStore(db),
    tests: createTestVendStore(db),
    plans: createPlanStore(db),
    keptPlan: createKeptPlanStore(db),
    openings: createSlotOpeningStore(db),
    recalls: createRecallStore(db),
    appointments: createAppointmentStore(db),
    messages: createMessageStore(db),
    content: createContentStore(db),
    progress: createProgressStore(db),
    equality: createEqualityStore(db),
    submissions: createSubmissionStore(db),
    deviceSettings: createDeviceSettingsStore(db),
  };
}
