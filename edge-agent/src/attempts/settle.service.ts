import type {
  AttemptId,
  CheckSlot,
  PersonAnswer,
  ResolveAttempt,
  SlotId,
  StaffId,
} from "@drop-in/contracts";
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
  /** Who the second PIN belongs to; refuses a wrong one, none, and the first person's. */
  second: (pin: string | undefined, first: StaffId) => Promise<StaffId>;
};
type Found = Omit<ResolveAttempt, "secondPin">;

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

  /**
   * Staff looked and said what happened, with a reason and a blind count. Only this reopens an unclear one, and
   * that nothing came of it, which frees a second item, wants two of them.
   */
  async function resolve(
    attemptId: AttemptId,
    { secondPin, ...found }: ResolveAttempt,
    staffId: StaffId,
  ): Promise<void> {
    const { outcome, resolution: before } = existing(attemptId);
    if (outcome === null) throw new AgentError("machine-busy", "The machine is still working.");
    if (before !== null) throw alreadyResolved();
    const frees = outcome.kind === "unclear" && found.resolution === "not-dispensed";
    const secondStaffId = frees ? await parts.second(secondPin, staffId) : null;
    close(existing(attemptId), found, { staffId, secondStaffId });
    changes.announce();
  }

  function close(
    attempt: Attempt,
    { resolution, reason, countedStock }: Found,
    who: { staffId: StaffId; secondStaffId: StaffId | null },
  ): void {
    const { attemptId, collectionId, machineId, slotId, variantId, outcome } = attempt;
    const { staffId, secondStaffId } = who;
    transact(() => {
      if (!attempts.resolve(attemptId, { resolution, reason, ...who })) throw alreadyResolved();
      const signed = secondStaffId === null ? { staffId } : { staffId, secondStaffId };
      const what = { attemptId, collectionId, machineId, slotId, variantId };
      record({ type: "attempt.resolved.v1", payload: { ...what, resolution, reason, ...signed } });
      stock.counted(slotId, countedStock);
      // Another unclear attempt of this slot still wants a look of its own, and a broken slot a repair.
      const broken = stock.find(slotId)?.lockReason === "out-of-service";
      if (!isWaitedFor(slotId) && !broken) stock.unlock(slotId, staffId);
      if (outcome?.kind !== "unclear" || attempt.replaced) return;
      const dispensed = resolution === "dispensed";
      collections.set(collectionId, dispensed ? "dispensed" : "ready", dispensed ? null : slotId);
    });
  }

  /** Staff looked into a slot that was locked without an attempt to resolve: it is in order, and holds so many. */
  function checkSlot(
    slotId: SlotId,
    { countedStock, repaired }: CheckSlot,
    staffId: StaffId,
  ): void {
    const slot = stock.find(slotId);
    if (!slot) throw new AgentError("not-found", "There is no such slot.");
    if (isWaitedFor(slotId)) {
      throw new AgentError("wrong-state", "An attempt of this slot must be resolved first.");
    }
    if (slot.lockReason === "out-of-service" && !repaired) {
      throw new AgentError("wrong-state", "It is out of service until somebody has repaired it.");
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

function alreadyResolved(): AgentError {
  return new AgentError("wrong-state", "Somebody has already resolved this.");
}
