import type { AttemptId } from "@drop-in/contracts";
import type { Attempt } from "./attempt.store.ts";

export type GoGate = (attempt: Attempt) => void;

type Parts = {
  find: (attemptId: AttemptId) => Attempt | undefined;
  /** No transaction is open, and what was committed has been through to the disk. */
  isDurable: () => boolean;
};

/**
 * The last thing between the journal and the machine: lets a command pass when its attempt can be read back from
 * a disk that keeps what it is given (V2), and lets it pass once (V3). It throws; nobody may catch it and go on.
 */
export function createGoGate({ find, isDurable }: Parts): GoGate {
  const passed = new Set<AttemptId>();
  return ({ attemptId, selection }) => {
    if (passed.has(attemptId)) throw new Error(`V3: a second command for attempt ${attemptId}`);
    if (!isDurable()) throw new Error(`V2: attempt ${attemptId} is not yet safe on disk`);
    const kept = find(attemptId);
    if (!kept || kept.outcome !== null || kept.selection !== selection) {
      throw new Error(`V2: attempt ${attemptId} is not in the journal as intended`);
    }
    passed.add(attemptId);
  };
}
