import type { AttemptId, CollectionId, DeviceId, SlotId } from "@drop-in/contracts";
import { createLives } from "../record/lives.ts";
import type { AttemptChange, AttemptStore, Intended } from "./attempt.store.ts";
import { type CollectionFact, countsFromAnywhere, stateAfter } from "./collection.rules.ts";
import type { CollectionStore, KeptCollection } from "./collection.store.ts";

type Step = {
  collectionId: CollectionId;
  after: (before: KeptCollection) => KeptCollection;
};
type From = { deviceId: DeviceId; at: string };

/**
 * What a batch says of collections and of the physical tries to hand them out. What a collection is depends on what it
 * was, so those that are touched are read and locked first.
 */
export function foldCollections(collections: CollectionStore, { attempts }: AttemptStore) {
  const steps: Step[] = [];
  const tries = createLives(attempts, (before, next: AttemptChange) => ({ ...before, ...next }));

  function add(collectionId: CollectionId, after: Step["after"]): void {
    steps.push({ collectionId, after });
  }

  return {
    happened: (collectionId: CollectionId, fact: CollectionFact, from: From, slotId?: SlotId) =>
      add(collectionId, (before) =>
        before.deviceId === from.deviceId || countsFromAnywhere(fact)
          ? afterFact(before, { fact, at: from.at, slotId })
          : before,
      ),
    released: (collectionId: CollectionId, pin: number, from: From): void =>
      add(collectionId, (before) => afterReleased(before, pin, from)),
    kept: (collectionId: CollectionId, pin: number, from: From): void =>
      add(collectionId, (before) => afterKept(before, pin, from)),
    intended: (attemptId: AttemptId, intended: Intended): void => tries.began(attemptId, intended),
    told: (attemptId: AttemptId, change: AttemptChange): void => tries.changed(attemptId, change),
    async save(): Promise<void> {
      await tries.save();
      if (steps.length === 0) return;
      const known = await collections.lock(steps.map(({ collectionId }) => collectionId));
      const changed = new Map<CollectionId, KeptCollection>();
      for (const { collectionId, after: toNext } of steps) {
        const before = known.get(collectionId);
        if (!before) continue; // not issued by this record: the centre was restored, or begun anew
        const after = toNext(before);
        if (after === before) continue;
        known.set(collectionId, after);
        changed.set(collectionId, after);
      }
      await collections.keep([...changed.values()]);
    },
  };
}

type Happened = { fact: CollectionFact; at: string; slotId?: SlotId | undefined };

/** The same thing when nothing of it changed. */
export function afterFact(
  before: KeptCollection,
  { fact, at, slotId = before.slotId ?? undefined }: Happened,
): KeptCollection {
  const state = stateAfter(before.state, fact);
  // Of a database that is gone nothing can be let go: what it did is not known.
  const isGone = fact === "device-reborn" || fact === "device-revoked";
  const wasSilent = before.silentAt !== null && isGone;
  if (state === before.state && (slotId ?? null) === before.slotId && !wasSilent) return before;
  const changedAt = state === before.state ? before.changedAt : at;
  const silentAt = fact === "machine-silent" ? at : null;
  return { ...before, state, changedAt, silentAt, slotId: slotId ?? null };
}

/** The machine that holds it has let go of this very pin; only then, or by a person's word, may another have it (V8). */
export function afterReleased(before: KeptCollection, pin: number, { deviceId, at }: From) {
  if (!isHeldBy(before, deviceId, pin)) return before;
  const { state, silentAt } = before;
  if (state === "dispensed" || state === "revoked") return before;
  // For what may have come out of a database that is gone, its machine cannot speak.
  if (state === "needs-staff" && silentAt === null) return before;
  const next: KeptCollection = { ...before, state: "issued", slotId: null, silentAt: null };
  return { ...next, letGoAt: at, changedAt: at };
}

/** It is being taken there, or was: it goes nowhere, and whoever wanted it elsewhere is told. */
export function afterKept(before: KeptCollection, pin: number, { deviceId, at }: From) {
  if (!isHeldBy(before, deviceId, pin) || before.toMachineId === null) return before;
  const nowhere = { toDeviceId: null, toMachineId: null, toCodeHash: null };
  return { ...before, ...nowhere, keptAt: at };
}

function isHeldBy({ letGoAt, ...before }: KeptCollection, deviceId: DeviceId, pin: number) {
  return before.deviceId === deviceId && before.pin === pin && letGoAt === null;
}
