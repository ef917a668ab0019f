import {
  type AttemptId,
  CollectionId,
  type ReplaceAttempt,
  type StaffId,
} from "@drop-in/contracts";
import type { NewId, Transact } from "@drop-in/foundation";
import { AgentError } from "../agent-error.ts";
import type { CollectionService } from "../collections/collection.service.ts";
import type { RecordEvent } from "../outbox/record-event.ts";
import type { Attempt, AttemptStore } from "./attempt.store.ts";

export type ReplaceService = ReturnType<typeof createReplaceService>;

type Parts = {
  attempts: AttemptStore;
  collections: CollectionService;
  record: RecordEvent;
  transact: Transact;
  newId: NewId;
  second: (pin: string | undefined, first: StaffId) => Promise<StaffId>;
  begin: (collectionId: CollectionId, requestId: string) => unknown;
};

/** Another one, given by two of staff for an attempt that did not do what it should. */
export function createReplaceService(parts: Parts) {
  const { attempts, collections, record, transact } = parts;

  async function replace(
    attemptId: AttemptId,
    { requestId, reason, secondPin }: ReplaceAttempt,
    staffId: StaffId,
  ): Promise<void> {
    if (attempts.byRequest(requestId)) return; // the same press, heard twice
    needReplaceable(attempts.find(attemptId));
    const secondStaffId = await parts.second(secondPin, staffId);
    const collectionId = transact(() => {
      const attempt = needReplaceable(attempts.find(attemptId));
      needUnspent(attempt);
      if (attempts.open().length > 0) throw new AgentError("machine-busy", "The machine is busy.");
      const renewed = collections.renew(attempt.collectionId, CollectionId.parse(parts.newId()));
      if (!renewed) throw new AgentError("not-ready", "There is no other one in this machine.");
      const { collectionId, machineId, variantId } = renewed;
      if (!attempts.replace(attemptId, collectionId)) throw alreadyReplaced();
      // The first right is spent by it: a code that still worked would give a second item.
      collections.set(attempt.collectionId, "dispensed", null);
      const who = { staffId, secondStaffId };
      const replaces = attempt.collectionId;
      record({
        type: "collection.replaced.v1",
        payload: { collectionId, replaces, attemptId, machineId, variantId, reason, ...who },
      });
      return collectionId;
    });
    parts.begin(collectionId, requestId);
  }

  /** Found not to have given anything, its code worked again: what was collected with it since is the one item (V1). */
  function needUnspent({ resolution, collectionId }: Attempt): void {
    const state = collections.find(collectionId)?.state;
    if (resolution === "not-dispensed" && state !== "ready" && state !== "no-stock") {
      throw new AgentError("wrong-state", "Its code was used since, or taken back.");
    }
  }

  return { replace };
}

/** Somebody has looked, or the person has said what was wrong. */
function needReplaceable(attempt: Attempt | undefined): Attempt {
  if (!attempt) throw new AgentError("not-found", "There is no such attempt.");
  if (attempt.replaced) throw alreadyReplaced();
  const { outcome, resolution, answer } = attempt;
  const said = answer === "damaged" || answer === "nothing-came";
  const looked = resolution !== null;
  if (outcome === null || !(looked || (outcome.kind === "dispensed" && said))) {
    throw new AgentError("wrong-state", "Somebody must look first and say what happened.");
  }
  return attempt;
}

function alreadyReplaced(): AgentError {
  return new AgentError("wrong-state", "Another one was given for it already.");
}
