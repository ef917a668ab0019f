import { assertNever, type HubEvent } from "@drop-in/contracts";
import { foldCallbacks } from "../callbacks/callback.fold.ts";
import { foldCollections } from "../collections/collection.fold.ts";
import { foldCommands } from "../commands/command.fold.ts";
import { foldEquality } from "../equality/equality.fold.ts";
import { foldHelp } from "../help/help.fold.ts";
import { shifted } from "../ingest/event-time.rules.ts";
import { foldRecalls } from "../recalls/recall.fold.ts";
import { foldStock } from "../stock/stock.fold.ts";
import type { Stores } from "../stores.ts";
import { foldSubmissions } from "../submissions/submission.fold.ts";
import { foldVisits } from "../visits/visit.fold.ts";

/**
 * Adds a batch to the record, in the caller's transaction: what it touches is read at once, folded in memory, and
 * written at once. An event may come twice or about things never heard of.
 */
export async function foldEvents(
  stores: Stores,
  events: readonly HubEvent[],
  receivedAt: string,
): Promise<void> {
  const folds = {
    visits: foldVisits(stores.visits),
    callbacks: foldCallbacks(stores.callbacks),
    help: foldHelp(stores.help),
    collections: foldCollections(stores.collections, stores.attempts),
    stock: foldStock(stores.stock),
    recalls: foldRecalls(stores.recalls),
    commands: foldCommands(stores.commands),
    submissions: foldSubmissions(stores.submissions),
    equality: foldEquality(stores.equality),
  };
  for (const event of events) note(folds, event, receivedAt);
  // Always in this order, so that two batches that touch the same things wait for each other and never in a ring.
  await folds.visits.save();
  await folds.help.save();
  await folds.callbacks.save();
  await folds.collections.save();
  await folds.stock.save();
  await folds.recalls.save();
  await folds.commands.save();
  await folds.submissions.save();
  await folds.equality.save();
}

type Folds = {
  visits: ReturnType<typeof foldVisits>;
  callbacks: ReturnType<typeof foldCallbacks>;
  help: ReturnType<typeof foldHelp>;
  collections: ReturnType<typeof foldCollections>;
  stock: ReturnType<typeof foldStock>;
  recalls: ReturnType<typeof foldRecalls>;
  commands: ReturnType<typeof foldCommands>;
  submissions: ReturnType<typeof foldSubmissions>;
  equality: ReturnType<typeof foldEquality>;
};

/** Every fact and what it means, in one list. */
function note(folds: Folds, event: HubEvent, receivedAt: string): void {
  const { visits, callbacks, help, collections, stock, recalls, commands, submissions } = folds;
  const { occurredAt: at, deviceId } = event;
  const from = { deviceId, at };
  switch (event.type) {
    case "session.opened.v1":
      return visits.sessionOpened(event.payload.sessionId, deviceId, event.payload.place, at);
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
      return callbacks.pressed({
        ...{ ...event.payload, deviceId, pressedAt: at, receivedAt },
        dueAt: shifted(event.payload.dueAt, event),
      });
    case "callback.asked.v1": {
      const { callbackId, reach } = event.payload;
      return callbacks.asked(callbackId, reach, event.sealed ?? null, at);
    }
    case "callback.wished.v1":
      return callbacks.wished(event.payload.callbackId, event.payload.wishes, at);
    case "callback.withdrawn.v1":
      return callbacks.withdrawn(event.payload.callbackId, at);
    case "callback.abandoned.v1":
      return callbacks.abandoned(event.payload.callbackId, at);
    case "submission.sent.v1": {
      const { sealed, payload } = event;
      return submissions.sent({ ...payload, sealed, deviceId, sentAt: at, receivedAt });
    }
    case "equality.answered.v1":
      return folds.equality.answered(deviceId, event.payload.rows);
    case "help.asked.v1":
      return help.asked(event.payload.helpId, deviceId, at);
    case "help.answered.v1":
      return help.answered(event.payload.helpId, at);
    case "collection.set-aside.v1":
      return collections.happened(
        event.payload.collectionId,
        "set-aside",
        from,
        event.payload.slotId,
      );
    case "collection.not-set-aside.v1":
      return collections.happened(event.payload.collectionId, "not-set-aside", from);
    case "attempt.intended.v1": {
      const { attemptId, collectionId, slotId } = event.payload;
      collections.intended(attemptId, { collectionId, deviceId, slotId, at });
      return collections.happened(collectionId, "intended", from);
    }
    case "attempt.ended.v1": {
      const outcome = event.payload.outcome.kind;
      collections.told(event.payload.attemptId, { outcome });
      return collections.happened(event.payload.collectionId, outcome, from);
    }
    case "attempt.answered.v1":
      return collections.told(event.payload.attemptId, { answer: event.payload.answer });
    case "attempt.resolved.v1": {
      const { attemptId, collectionId, resolution } = event.payload;
      collections.told(attemptId, { resolution });
      return collections.happened(collectionId, `found-${resolution}`, from);
    }
    case "slot.locked.v1":
      return stock.setLocked(event.payload, true);
    case "slot.unlocked.v1":
      return stock.setLocked(event.payload, false);
    case "stock.loaded.v1":
      return stock.loaded(event.payload, deviceId);
    case "stock.adjusted.v1":
      return stock.adjusted(event.payload);
    case "command.accepted.v1":
    case "command.done.v1":
    case "command.refused.v1":
      return commands.told(event);
    case "collection.replaced.v1":
      // The first right is spent by it; what the new one gave is told by its own attempt.
      return collections.happened(event.payload.replaces, "found-dispensed", from);
    case "collection.released.v1":
      return collections.released(event.payload.collectionId, event.payload.pin, from);
    case "collection.kept.v1":
      return collections.kept(event.payload.collectionId, event.payload.pin, from);
    case "recall.applied.v1":
      return recalls.applied({ ...event.payload, deviceId, at });
    case "collection.code-limit-reached.v1":
    case "attempt.opened-again.v1":
    case "slot.opened-by-staff.v1":
    case "door.left-open.v1":
    case "door.opened-without-cause.v1":
    case "machine.commissioned.v1":
    case "machine.tested.v1":
    case "outbox.dead-letter.v1":
      return undefined; // kept in the inbox: who did what, for whoever asks
    case "device.started.v1":
    case "machine.status-changed.v1":
      return undefined; // the device's present condition travels as its status, not as events
    default:
      return assertNever(event);
  }
}
