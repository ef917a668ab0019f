import type { MachineId, Recall, RecallId, SlotId } from "@drop-in/contracts";
import type { Transact } from "@drop-in/foundation";
import type { RecordEvent } from "../outbox/record-event.ts";
import type { RecallStore } from "./recall.store.ts";

export type RecallService = ReturnType<typeof createRecallService>;

type Parts = {
  recalls: RecallStore;
  machine: () => { machineId: MachineId };
  /** Promises again whatever was promised from a slot that may not be used now. */
  rechoose: () => void;
  record: RecordEvent;
  transact: Transact;
};

/** A recall blocks every slot that holds what it names, now or later, until the centre lifts it (V6). */
export function createRecallService(parts: Parts) {
  const { recalls, record, transact } = parts;
  const machineId = () => parts.machine().machineId;

  /** The same notice again changes nothing; another under its name takes its place. */
  function set(recall: Recall): void {
    const { recallId } = recall;
    const known = recalls.find(recallId);
    if (known && JSON.stringify(known.recall) === JSON.stringify(recall)) return;
    transact(() => {
      recalls.set(recall);
      tell(recallId); // also that there is nothing here: the centre waits for word of every machine
      parts.rechoose();
    });
  }

  function lift(recallId: RecallId): void {
    transact(() => {
      if (recalls.lift(recallId)) parts.rechoose();
    });
  }

  /** What was loaded since may be of a recalled lot: it is blocked already, and the centre hears of it. */
  function reviewLoaded(): void {
    for (const { recall, slots } of recalls.all()) {
      if (!isSame(recalls.blocked(recall.recallId, machineId()), slots)) tell(recall.recallId);
    }
  }

  function tell(recallId: RecallId): void {
    const slots = recalls.blocked(recallId, machineId());
    recalls.told(recallId, slots);
    record({ type: "recall.applied.v1", payload: { recallId, slots } });
  }

  return {
    set,
    lift,
    reviewLoaded,
    /** A snapshot has spoken: what it does not name is lifted. */
    keepOnly(named: ReadonlySet<string>): void {
      for (const { recall } of recalls.all())
        if (!named.has(recall.recallId)) lift(recall.recallId);
    },
  };
}

function isSame(a: readonly SlotId[], b: readonly SlotId[]): boolean {
  return a.length === b.length && a.every((slotId, place) => slotId === b[place]);
}
