import {
  AttemptId,
  type AttemptOutcome,
  type AttemptView,
  type CollectionId,
  type MachineKind,
} from "@drop-in/contracts";
import type { Changes, Log, NewId, Timer, Transact } from "@drop-in/foundation";
import type { VendingMachine } from "@drop-in/vending-driver";
import type { Clock } from "../adapters/clock.ts";
import { AgentError } from "../agent-error.ts";
import { refusalOf } from "../collections/collection.rules.ts";
import type { CollectionService } from "../collections/collection.service.ts";
import { handoverOf } from "../collections/handover.rules.ts";
import type { RecordEvent } from "../outbox/record-event.ts";
import type { StockService } from "../stock/stock.service.ts";
import type { Attempt, AttemptStore } from "./attempt.store.ts";
import { consequencesOf } from "./consequences.rules.ts";

export type AttemptService = ReturnType<typeof createAttemptService>;

type Parts = {
  attempts: AttemptStore;
  collections: CollectionService;
  stock: StockService;
  machine: Pick<VendingMachine, "dispense">;
  kind: MachineKind;
  record: RecordEvent;
  transact: Transact;
  changes: Changes;
  clock: Clock;
  timer: Timer;
  newId: NewId;
  log: Log;
};

const SAVE_AGAIN_MS = 1_000;

/** The vend: intent on disk, then the command, then what the machine proved. */
export function createAttemptService(parts: Parts) {
  const { attempts, collections, stock, machine, record, transact, changes, log } = parts;
  const progress = new Map<AttemptId, AttemptView["progress"]>();

  /** Once at start, before anyone is served: what was under way when the power went is unclear. */
  function recoverInterrupted(): number {
    const open = attempts.open();
    for (const attempt of open) end(attempt, { kind: "unclear", last: "intended" });
    return open.length;
  }

  /** Starts one physical try. Idempotent by request; the outcome follows by itself. */
  function start(collectionId: CollectionId, requestId: string): AttemptView {
    const known = attempts.byRequest(requestId);
    if (known) return toView(known);
    const attempt = intend(collectionId, requestId);
    changes.announce();
    log.info({ event: "attempt.intended", attemptId: attempt.attemptId, slotId: attempt.slotId });
    void turnCoil(attempt);
    return toView(attempt);
  }

  /** The commit that must return before any byte may leave (V2), and that spends the collection. */
  function intend(collectionId: CollectionId, requestId: string): Attempt {
    if (attempts.open().length > 0) throw new AgentError("machine-busy", "The machine is busy.");
    const attemptId = AttemptId.parse(parts.newId());
    return transact(() => {
      const collection = collections.find(collectionId);
      if (!collection) throw new AgentError("not-found", "There is no such collection.");
      const now = parts.clock.now().toISOString();
      const refusal = refusalOf(collection, now);
      const slot = refusal ? undefined : collections.slotFor(collection);
      if (!slot)
        throw new AgentError("not-ready", `This collection is ${refusal ?? "out-of-stock"}.`);
      const { machineId, slotId, selection, variantId } = slot;
      const intent = { attemptId, collectionId, machineId, slotId, variantId };
      attempts.intend({ ...intent, requestId, selection, intendedAt: now });
      collections.set(collectionId, "in-progress", slotId);
      record({ type: "attempt.intended.v1", payload: intent });
      return existing(attemptId);
    });
  }

  async function turnCoil(attempt: Attempt): Promise<void> {
    const outcome = await machine.dispense(attempt.selection, (step) => {
      if (step === "checking" || step === "accepted") return;
      progress.set(attempt.attemptId, step);
      changes.announce();
    });
    endSafely(attempt, outcome);
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
      if (lockSlot) stock.lock(slotId, lockSlot);
    });
    progress.delete(attemptId);
    log.info({ event: "attempt.ended", attemptId, slotId, outcome: outcome.kind });
    changes.announce();
  }

  function existing(attemptId: AttemptId): Attempt {
    const attempt = attempts.find(attemptId);
    if (!attempt) throw new AgentError("not-found", "There is no such attempt.");
    return attempt;
  }

  function toView({
    attemptId,
    collectionId,
    slotId,
    outcome,
    answer: said,
  }: Attempt): AttemptView {
    const step = outcome ? "ended" : (progress.get(attemptId) ?? "intended");
    return {
      attemptId,
      collectionId,
      slotId,
      outcome,
      progress: step,
      handover: handoverOf(parts.kind, parts.stock.slots(), slotId),
      mayOpenAgain: false,
      doorLeftOpen: false,
      answer: said,
    };
  }

  return {
    recoverInterrupted,
    start,
    view: (attemptId: AttemptId): AttemptView => toView(existing(attemptId)),
  };
}
