import type { AttemptId, AttemptView, CollectionId, MachineKind } from "@drop-in/contracts";
import { canTestify, type Progress } from "@drop-in/vending-driver";
import { AgentError } from "../agent-error.ts";
import type { DoorWatch } from "../devices/door-watch.ts";
import type { Unattended } from "../unattended.ts";
import type { Attempt } from "./attempt.store.ts";
import { createAttemptView } from "./attempt-view.ts";
import { createEndService, type EndParts } from "./end.service.ts";
import type { GoGate } from "./go-gate.ts";
import { createIntend, type IntendParts, type Reach } from "./intend.service.ts";
import { lastKnownOf } from "./intent.rules.ts";
import { createOpenAgain } from "./open-again.service.ts";

export type AttemptService = ReturnType<typeof createAttemptService>;

type Parts = IntendParts &
  Omit<EndParts, "onEnded"> & {
    kind: () => MachineKind;
    goGate: GoGate;
    doors: Pick<DoorWatch, "expect" | "leftOpen">;
    unattended: Unattended;
  };

/** The vend: intent on disk, then the command, then what the machine proved. */
export function createAttemptService(parts: Parts) {
  const { attempts, stock, machine, transact, changes, log } = parts;
  const progress = new Map<AttemptId, AttemptView["progress"]>();
  const toView = createAttemptView({
    kind: parts.kind,
    slots: stock.slots,
    leftOpen: parts.doors.leftOpen,
    step: ({ attemptId }) => progress.get(attemptId),
  });
  const intend = createIntend(parts);
  const openAgain = createOpenAgain(parts, toView);
  const { settle, end, endSafely } = createEndService({
    ...parts,
    onEnded: (attemptId) => void progress.delete(attemptId),
  });

  /** Once at start, before anyone is served: what was under way when the power went is asked of the hardware. */
  function recoverInterrupted(): number {
    const open = attempts.open();
    for (const attempt of open) {
      parts.doors.expect(attempt.selection);
      const unclear = { kind: "unclear", last: attempt.reached } as const;
      if (canTestify(attempt.evidence)) void settle(attempt, unclear, false);
      else end(attempt, unclear);
    }
    return open.length;
  }

  /** Starts one physical try. Idempotent by request; the outcome follows by itself. */
  function start(collectionId: CollectionId, requestId: string, reach: Reach = "any"): AttemptView {
    const known = attempts.byRequest(requestId);
    if (known) return toView(known);
    return begin(existing(intend(collectionId, requestId, reach)));
  }

  function begin(attempt: Attempt): AttemptView {
    changes.announce();
    log.info({ event: "attempt.intended", attemptId: attempt.attemptId, slotId: attempt.slotId });
    void command(attempt);
    return toView(attempt);
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
    if (outcome.kind === "unclear") return settle(attempt, outcome, true);
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

  function existing(attemptId: AttemptId): Attempt {
    const attempt = attempts.find(attemptId);
    if (!attempt) throw new AgentError("not-found", "There is no such attempt.");
    return attempt;
  }

  return {
    recoverInterrupted,
    start,
    openAgain(attemptId: AttemptId): AttemptView {
      openAgain(existing(attemptId));
      return toView(existing(attemptId));
    },
    /** Between intent and outcome nothing about the machine may be changed (V16). */
    underWay: (): boolean => attempts.open().length > 0,
    view: (attemptId: AttemptId): AttemptView => toView(existing(attemptId)),
  };
}
