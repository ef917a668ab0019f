import type { AttemptView } from "@drop-in/contracts";
import type { Changes, Log, Transact } from "@drop-in/foundation";
import type { VendingMachine } from "@drop-in/vending-driver";
import { AgentError } from "../agent-error.ts";
import type { DoorWatch } from "../devices/door-watch.ts";
import type { RecordEvent } from "../outbox/record-event.ts";
import type { Attempt, AttemptStore } from "./attempt.store.ts";

export type OpenAgainParts = {
  attempts: AttemptStore;
  machine: Pick<VendingMachine, "openAgain">;
  doors: Pick<DoorWatch, "expect">;
  record: RecordEvent;
  transact: Transact;
  changes: Changes;
  log: Log;
};

/** A second pulse on the person's request, once, and journalled before it is given (V13). */
export function createOpenAgain(parts: OpenAgainParts, toView: (attempt: Attempt) => AttemptView) {
  const { attempts, machine, record, transact, changes, log } = parts;

  return (attempt: Attempt): void => {
    if (attempt.openedAgain) return;
    if (!toView(attempt).mayOpenAgain) {
      throw new AgentError("wrong-state", "Its door may not be opened again.");
    }
    const { attemptId, slotId, selection } = attempt;
    transact(() => {
      if (!attempts.openAgain(attemptId)) throw new AgentError("wrong-state", "It has ended.");
      record({ type: "attempt.opened-again.v1", payload: { attemptId, slotId } });
    });
    parts.doors.expect(selection);
    const pulsed = machine.openAgain();
    log.info({ event: "attempt.opened-again", attemptId, slotId, pulsed });
    changes.announce();
  };
}
