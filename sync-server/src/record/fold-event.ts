import { assertNever, type HubEvent } from "@drop-in/contracts";
import type { CallbackStore } from "../callbacks/callback.store.ts";
import type { AttemptStore } from "../collections/attempt.store.ts";
import type { CollectionStore } from "../collections/collection.store.ts";
import type { HelpStore } from "../help/help.store.ts";
import type { StockStore } from "../stock/stock.store.ts";
import type { VisitStore } from "../visits/visit.store.ts";

/** Adds one event to the record, in the caller's transaction. A constraint it breaks is the answer. */
export type Fold = (event: HubEvent, receivedAt: string) => string | undefined;

export type RecordStores = {
  visits: VisitStore;
  callbacks: CallbackStore;
  help: HelpStore;
  collections: CollectionStore;
  attempts: AttemptStore;
  stock: StockStore;
};

export function createFold(stores: RecordStores): Fold {
  return (event, receivedAt) => {
    try {
      foldEvent(stores, event, receivedAt);
      return undefined;
    } catch (error) {
      // Only a broken constraint is the event's fault. A full or failing disk must stop everything.
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (code.startsWith("SQLITE_CONSTRAINT")) return code;
      throw error;
    }
  };
}

/** Every fact and what it means, in one list. Each step is safe to say about things never heard of. */
function foldEvent(stores: RecordStores, event: HubEvent, receivedAt: string): void {
  const { visits, callbacks, help, collections, attempts, stock } = stores;
  const { occurredAt: at, deviceId } = event;
  switch (event.type) {
    case "session.opened.v1":
      return visits.sessionOpened({ ...event.payload, deviceId, at });
    case "session.closed.v1":
      return visits.sessionClosed(event.payload.sessionId, at);
    case "visit.checked-in.v1":
      return visits.checkedIn(event.payload.visitId, deviceId, at);
    case "visit.called.v1":
      return visits.moved(event.payload.visitId, "called", null);
    case "visit.seen.v1":
      return visits.moved(event.payload.visitId, "seen", at);
    case "visit.did-not-wait.v1":
      return visits.moved(event.payload.visitId, "did-not-wait", at);
    case "visit.returned.v1":
      return visits.moved(event.payload.visitId, "waiting", null);
    case "callback.pressed.v1":
      return callbacks.pressed({ ...event.payload, deviceId, pressedAt: at, receivedAt });
    case "callback.asked.v1": {
      const { callbackId, reach } = event.payload;
      return callbacks.asked(callbackId, reach, event.personal?.phone ?? null, at);
    }
    case "callback.abandoned.v1":
      return callbacks.abandoned(event.payload.callbackId, at);
    case "help.asked.v1":
      return help.asked(event.payload.helpId, deviceId, at);
    case "help.answered.v1":
      return help.answered(event.payload.helpId, at);
    case "collection.set-aside.v1":
      return collections.setAside(event.payload.collectionId, event.payload.slotId, at);
    case "collection.not-set-aside.v1":
      return collections.happened(event.payload.collectionId, "not-set-aside", at);
    case "collection.code-limit-reached.v1":
      return undefined; // kept in the inbox; nothing of the record changes
    case "attempt.intended.v1":
      attempts.intended({ ...event.payload, deviceId, at });
      return collections.happened(event.payload.collectionId, "intended", at);
    case "attempt.ended.v1":
      attempts.ended(event.payload.attemptId, event.payload.outcome.kind);
      return collections.happened(event.payload.collectionId, event.payload.outcome.kind, at);
    case "attempt.answered.v1":
      return attempts.answered(event.payload.attemptId, event.payload.answer);
    case "attempt.resolved.v1": {
      const { attemptId, collectionId, resolution } = event.payload;
      attempts.resolved(attemptId, resolution);
      return collections.happened(collectionId, `found-${resolution}`, at);
    }
    case "slot.locked.v1":
      return stock.setLocked(event.payload, true);
    case "slot.unlocked.v1":
      return stock.setLocked(event.payload, false);
    case "stock.loaded.v1":
      return stock.loaded(event.payload, deviceId);
    case "stock.adjusted.v1":
      return stock.adjusted(event.payload);
    case "collection.replaced.v1":
      // The first right is spent by it; what the new one gave is told by its own attempt.
      return collections.happened(event.payload.replaces, "found-dispensed", at);
    case "attempt.opened-again.v1":
    case "slot.opened-by-staff.v1":
    case "door.left-open.v1":
    case "door.opened-without-cause.v1":
    case "machine.commissioned.v1":
    case "machine.tested.v1":
      return undefined; // kept in the inbox: who did what, for whoever asks
    case "device.started.v1":
    case "machine.status-changed.v1":
      return undefined; // the device's present condition travels as its status, not as events
    default:
      return assertNever(event);
  }
}
