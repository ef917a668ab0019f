import {
  AttemptId,
  type AttemptOutcome,
  type AttemptView,
  type CollectionId,
  type MachineId,
  type MachineKind,
  type StartDispense,
} from "@drop-in/contracts";
import type { Changes, Log, NewId, Timer, Transact } from "@drop-in/foundation";
import {
  canTestify,
  type Progress,
  settleByEvidence,
  type VendingMachine,
} from "@drop-in/vending-driver";
import type { Clock } from "../adapters/clock.ts";
import { AgentError } from "../agent-error.ts";
import { refusalOf } from "../collections/collection.rules.ts";
import type { CollectionService } from "../collections/collection.service.ts";
import type { DoorWatch } from "../devices/door-watch.ts";
import type { RecordEvent } from "../outbox/record-event.ts";
import type { StockService } from "../stock/stock.service.ts";
import type { Unattended } from "../unattended.ts";
import { siteDay } from "../visits/site-day.ts";
import type { Attempt, AttemptStore } from "./attempt.store.ts";
import { createAttemptView } from "./attempt-view.ts";
import { consequencesOf, wantsRepair } from "./consequences.rules.ts";
import type { GoGate } from "./go-gate.ts";
import { lastKnownOf, promiseBroken } from "./intent.rules.ts";

export type AttemptService = ReturnType<typeof createAttemptService>;

type Parts = {
  attempts: AttemptStore;
  collections: CollectionService;
  stock: StockService;
  machine: VendingMachine;
  machineId: () => MachineId;
  kind: () => MachineKind;
  goGate: GoGate;
  doors: Pick<DoorWatch, "expect" | "leftOpen">;
  unattended: Unattended;
  timeZone: string;
  /** A machine is being brought into service. */
  paused: () => boolean;
  record: RecordEvent;
  transact: Transact;
  changes: Changes;
  clock: Clock;
  timer: Timer;
  newId: NewId;
  log: Log;
};

const SAVE_AGAIN_MS = 1_000;
const SETTLE_WITHIN_MS = 30_000;

type Reach = StartDispense["reach"];
type Unclear = Extract<AttemptOutcome, { kind: "unclear" }>;

/** The vend: intent on disk, then the command, then what the machine proved. */
export function createAttemptService(parts: Parts) {
  const { attempts, collections, stock, machine, record, transact, changes, log } = parts;
  const progress = new Map<AttemptId, AttemptView["progress"]>();
  const toView = createAttemptView({
    kind: parts.kind,
    slots: stock.slots,
    leftOpen: parts.doors.leftOpen,
    step: ({ attemptId }) => progress.get(attemptId),
  });

  /** Once at start, before anyone is served: what was under way when the power went is asked of the hardware. */
  function recoverInterrupted(): number {
    const open = attempts.open();
    for (const attempt of open) {
      parts.doors.expect(attempt.selection);
      const unclear = { kind: "unclear", last: attempt.reached } as const;
      if (canTestify(attempt.evidence)) void settle(attempt, unclear);
      else end(attempt, unclear);
    }
    return open.length;
  }

  /** Starts one physical try. Idempotent by request; the outcome follows by itself. */
  function start(collectionId: CollectionId, requestId: string, reach: Reach = "any"): AttemptView {
    const known = attempts.byRequest(requestId);
    if (known) return toView(known);
    return begin(intend(collectionId, requestId, reach));
  }

  function begin(attempt: Attempt): AttemptView {
    changes.announce();
    log.info({ event: "attempt.intended", attemptId: attempt.attemptId, slotId: attempt.slotId });
    void command(attempt);
    return toView(attempt);
  }

  /** The commit that must return before any byte may leave (V2), and that spends the collection. */
  function intend(collectionId: CollectionId, requestId: string, reach: Reach): Attempt {
    if (attempts.open().length > 0) throw new AgentError("machine-busy", "The machine is busy.");
    if (machine.status().door === "open") throw new AgentError("not-ready", "The door is open.");
    if (parts.paused()) throw new AgentError("not-ready", "Vending is paused.");
    const attemptId = AttemptId.parse(parts.newId());
    return transact(() => {
      const collection = collections.find(collectionId);
      if (!collection) throw new AgentError("not-found", "There is no such collection.");
      const now = parts.clock.now();
      const refusal = refusalOf(collection, now.toISOString());
      const slot = refusal ? undefined : collections.slotFor(collection, reach);
      if (!slot)
        throw new AgentError("not-ready", `This collection is ${refusal ?? "out-of-stock"}.`);
      const { machineId, slotId, selection, variantId } = slot;
      const today = siteDay(now, parts.timeZone);
      const broken = promiseBroken({ collection, slot, machineId: parts.machineId(), today });
      if (broken) throw new AgentError("not-ready", broken);
      const intent = { attemptId, collectionId, machineId, slotId, variantId };
      const evidence = machine.evidence(selection);
      attempts.intend({
        ...intent,
        requestId,
        selection,
        evidence,
        intendedAt: now.toISOString(),
      });
      collections.set(collectionId, "in-progress", slotId);
      record({ type: "attempt.intended.v1", payload: intent });
      return existing(attemptId);
    });
  }

  async function command(attempt: Attempt): Promise<void> {
    try {
      parts.goGate(attempt);
    } catch (error) {
      log.error({
        event: "attempt.not-commanded",
        attemptId: attempt.attemptId,
        error: String(error),
      });
      const reason = "storage-fault" as const;
      return endSafely(attempt, { kind: "not-dispensed", reason, provedBy: "never-sent" });
    }
    parts.doors.expect(attempt.selection);
    const outcome = await machine.dispense(attempt.selection, (step) => reached(attempt, step));
    if (outcome.kind === "unclear") return settle(attempt, outcome);
    endSafely(attempt, outcome);
  }

  /** The furthest step is kept, for whoever finds this attempt after a power cut. A full disk changes nothing here. */
  function reached({ attemptId }: Attempt, step: Progress): void {
    const last = lastKnownOf(step);
    if (last) parts.unattended("progress", () => transact(() => attempts.reached(attemptId, last)));
    if (step === "checking" || step === "accepted") return;
    progress.set(attemptId, step);
    changes.announce();
  }

  /** What the driver could not tell, the hardware may still know. The attempt stays open until it was asked. */
  async function settle(attempt: Attempt, unclear: Unclear): Promise<void> {
    const { selection, evidence: before } = attempt;
    const { last } = unclear;
    if (!canTestify(before)) return endSafely(attempt, unclear);
    const around = { machine, timer: parts.timer, withinMs: SETTLE_WITHIN_MS };
    endSafely(attempt, await settleByEvidence({ selection, last, before }, around));
  }

  /** On the person's request, once, and journalled before the pulse (V13). */
  function openAgain(attemptId: AttemptId): AttemptView {
    const attempt = existing(attemptId);
    if (attempt.openedAgain) return toView(attempt);
    if (!toView(attempt).mayOpenAgain) {
      throw new AgentError("wrong-state", "Its door may not be opened again.");
    }
    const { slotId, selection } = attempt;
    transact(() => {
      if (!attempts.openAgain(attemptId)) throw new AgentError("wrong-state", "It has ended.");
      record({ type: "attempt.opened-again.v1", payload: { attemptId, slotId } });
    });
    parts.doors.expect(selection);
    const pulsed = machine.openAgain();
    log.info({ event: "attempt.opened-again", attemptId, slotId, pulsed });
    changes.announce();
    return toView(existing(attemptId));
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
    progress.delete(attemptId);
    log.info({ event: "attempt.ended", attemptId, slotId, outcome: outcome.kind });
    changes.announce();
  }

  function existing(attemptId: AttemptId): Attempt {
    const attempt = attempts.find(attemptId);
    if (!attempt) throw new AgentError("not-found", "There is no such attempt.");
    return attempt;
  }

  return {
    recoverInterrupted,
    start,
    openAgain,
    /** Between intent and outcome nothing about the machine may be changed (V16). */
    underWay: (): boolean => attempts.open().length > 0,
    view: (attemptId: AttemptId): AttemptView => toView(existing(attemptId)),
  };
}
