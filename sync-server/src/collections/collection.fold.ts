import type { AttemptId, CollectionId, SlotId } from "@drop-in/contracts";
import { createLives } from "../record/lives.ts";
import type { AttemptChange, AttemptStore, Intended } from "./attempt.store.ts";
import { type CollectionFact, stateAfter } from "./collection.rules.ts";
import type { CollectionStore, KeptCollection } from "./collection.store.ts";

type Happened = { collectionId: CollectionId; fact: CollectionFact; at: string; slotId?: SlotId };

/**
 * What a batch says of collections and of the physical tries to hand them out. What a collection is depends on what it
 * was, so those that are touched are read and locked first.
 */
export function foldCollections(collections: CollectionStore, { attempts }: AttemptStore) {
  const facts: Happened[] = [];
  const tries = createLives(attempts, (before, next: AttemptChange) => ({ ...before, ...next }));

  return {
    happened: (collectionId: CollectionId, fact: CollectionFact, at: string): void =>
      void facts.push({ collectionId, fact, at }),
    setAside: (collectionId: CollectionId, slotId: SlotId, at: string): void =>
      void facts.push({ collectionId, fact: "set-aside", at, slotId }),
    intended: (attemptId: AttemptId, intended: Intended): void => tries.began(attemptId, intended),
    told: (attemptId: AttemptId, change: AttemptChange): void => tries.changed(attemptId, change),
    async save(): Promise<void> {
      await tries.save();
      if (facts.length === 0) return;
      const known = await collections.lock(facts.map(({ collectionId }) => collectionId));
      const changed = new Map<CollectionId, KeptCollection>();
      for (const fact of facts) {
        const before = known.get(fact.collectionId);
        if (!before) continue; // not issued by this record: the centre was restored, or begun anew
        const after = afterFact(before, fact);
        if (after === before) continue;
        known.set(fact.collectionId, after);
        changed.set(fact.collectionId, after);
      }
      await collections.keep([...changed.values()]);
    },
  };
}

/** The same thing when nothing of it changed. */
export function afterFact(
  before: KeptCollection,
  { fact, at, slotId }: Omit<Happened, "collectionId">,
) {
  const state = stateAfter(before.state, fact);
  if (state === before.state && (slotId === undefined || slotId === before.slotId)) return before;
  const changedAt = state === before.state ? before.changedAt : at;
  return { ...before, state, changedAt, slotId: slotId ?? before.slotId };
}
