import type { AttemptId, AttemptOutcome } from "@drop-in/contracts";
import type { Changes, Log, Timer, Transact } from "@drop-in/foundation";
import {
  canDecide,
  canTestify,
  settleByEvidence,
  type VendingMachine,
} from "@drop-in/vending-driver";
import type { CollectionService } from "../collections/collection.service.ts";
import type { RecordEvent } from "../outbox/record-event.ts";
import type { StockService } from "../stock/stock.service.ts";
import type { Attempt, AttemptStore } from "./attempt.store.ts";
import { consequencesOf, wantsRepair } from "./consequences.rules.ts";

export type EndParts = {
  attempts: AttemptStore;
  collections: CollectionService;
  stock: StockService;
  machine: VendingMachine;
  record: RecordEvent;
  transact: Transact;
  changes: Changes;
  timer: Timer;
  log: Log;
  onEnded: (attemptId: AttemptId) => void;
};

const SAVE_AGAIN_MS = 1_000;
const SETTLE_WITHIN_MS = 30_000;
/** For a person who waits, where the answer could only give the trouble a better name. */
const ONE_LOOK_MS = 3_000;

type Unclear = Extract<AttemptOutcome, { kind: "unclear" }>;

/** How an attempt ends: what came of it, written down together with what follows from it. */
export function createEndService(parts: EndParts) {
  const { attempts, collections, stock, machine, record, transact, changes, log } = parts;

  /** What the driver could not tell, the hardware may still know. The attempt stays open until it was asked. */
  async function settle(attempt: Attempt, unclear: Unclear, somebodyWaits: boolean): Promise<void> {
    const { selection, evidence: before } = attempt;
    const { last } = unclear;
    const patient = !somebodyWaits || canDecide(before);
    const heard = machine.status().link === "online";
    if (!canTestify(before) || (!patient && !heard)) return endSafely(attempt, unclear);
    const withinMs = patient ? SETTLE_WITHIN_MS : ONE_LOOK_MS;
    const around = { machine, timer: parts.timer, withinMs };
    endSafely(attempt, await settleByEvidence({ selection, last, before }, around));
  }

  /** An outcome that cannot be written is kept, shown, and tried again: nothing is vended meanwhile. */
  function endSafely(attempt: Attempt, outcome: AttemptOutcome): void {
    try {
      end(attempt, outcome);
    } catch (error) {
      log.error({ event: "attempt.not-saved", attemptId: attempt.attemptId, error: String(error) });
      parts.timer(SAVE_AGAIN_MS, () => endSafely(attempt, outcome));
    }
  }

  function end(attempt: Attempt, outcome: AttemptOutcome): void {
    const { attemptId, collectionId, machineId, slotId, variantId } = attempt;
    const { collection, stock: book, lockSlot } = consequencesOf(outcome);
    transact(() => {
      if (!attempts.end(attemptId, outcome)) return;
      record({
        type: "attempt.ended.v1",
        payload: { attemptId, collectionId, machineId, slotId, variantId, outcome },
      });
      collections.set(collectionId, collection, collection === "ready" ? slotId : null);
      if (book === "one-less") stock.dispensed(slotId);
      if (lockSlot)
        stock.lock(slotId, wantsRepair(attempts.lastOf(slotId)) ? "out-of-service" : lockSlot);
    });
    parts.onEnded(attemptId);
    log.info({ event: "attempt.ended", attemptId, slotId, outcome: outcome.kind });
    changes.announce();
  }

  return { settle, end, endSafely };
}
