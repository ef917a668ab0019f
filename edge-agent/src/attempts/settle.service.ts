import type { AttemptId, PersonAnswer, ResolveAttempt, SlotId, StaffId } from "@drop-in/contracts";
import type { Changes, Transact } from "@drop-in/foundation";
import { AgentError } from "../agent-error.ts";
import type { CollectionService } from "../collections/collection.service.ts";
import type { RecordEvent } from "../outbox/record-event.ts";
import type { StockService } from "../stock/stock.service.ts";
import type { Attempt, AttemptStore } from "./attempt.store.ts";

export type SettleService = ReturnType<typeof createSettleService>;

type Parts = {
  attempts: AttemptStore;
  collections: CollectionService;
  stock: StockService;
  record: RecordEvent;
  transact: Transact;
  changes: Changes;
};

/** What people say of an attempt afterwards: the one who waited for it, and the one who looked inside. */
export function createSettleService(parts: Parts) {
  const { attempts, collections, stock, record, transact, changes } = parts;

  function answer(attemptId: AttemptId, said: PersonAnswer): void {
    if (existing(attemptId).answer === said) return;
    transact(() => {
      attempts.answer(attemptId, said);
      record({ type: "attempt.answered.v1", payload: { attemptId, answer: said } });
    });
    changes.announce();
  }

  /** Staff looked and said what happened, with a reason and a blind count. Only this reopens an unclear one. */
  function resolve(attemptId: AttemptId, found: ResolveAttempt, staffId: StaffId): void {
    const attempt = existing(attemptId);
    const { collectionId, machineId, slotId, variantId, outcome } = attempt;
    if (outcome === null) throw new AgentError("machine-busy", "The machine is still working.");
    const { resolution, reason } = found;
    transact(() => {
      if (!attempts.resolve(attemptId, resolution)) {
        throw new AgentError("wrong-state", "Somebody has already resolved this.");
      }
      const what = { attemptId, collectionId, machineId, slotId, variantId };
      record({ type: "attempt.resolved.v1", payload: { ...what, resolution, reason, staffId } });
      stock.counted(slotId, found.countedStock);
      // Another unclear attempt of this slot still wants a look of its own.
      if (!isWaitedFor(slotId)) stock.unlock(slotId, staffId);
      if (outcome.kind === "unclear") {
        const dispensed = resolution === "dispensed";
        collections.set(collectionId, dispensed ? "dispensed" : "ready", dispensed ? null : slotId);
      }
    });
    changes.announce();
  }

  /** Staff looked into a slot that was locked without an attempt to resolve: it is in order, and holds so many. */
  function checkSlot(slotId: SlotId, countedStock: number, staffId: StaffId): void {
    if (!stock.find(slotId)) throw new AgentError("not-found", "There is no such slot.");
    if (isWaitedFor(slotId)) {
      throw new AgentError("wrong-state", "An attempt of this slot must be resolved first.");
    }
    transact(() => {
      stock.counted(slotId, countedStock);
      stock.unlock(slotId, staffId);
    });
    changes.announce();
  }

  function isWaitedFor(slotId: SlotId): boolean {
    return attempts
      .unresolved()
      .some((attempt) => attempt.slotId === slotId && attempt.outcome?.kind === "unclear");
  }

  function existing(attemptId: AttemptId): Attempt {
    const attempt = attempts.find(attemptId);
    if (!attempt) throw new AgentError("not-found", "There is no such attempt.");
    return attempt;
  }

  return { answer, resolve, checkSlot, unresolved: (): Attempt[] => attempts.unresolved() };
}
