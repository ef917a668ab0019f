import {
  CollectionId,
  MachineId,
  type PinnedCollection,
  SlotId,
  VariantId,
} from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type CollectionState =
  | "ready"
  | "no-stock"
  | "in-progress"
  | "dispensed"
  | "with-staff"
  | "expired"
  | "revoked";

export type Collection = {
  collectionId: CollectionId;
  machineId: MachineId;
  variantId: VariantId;
  notBefore: string;
  expiresAt: string;
  state: CollectionState;
  slotId: SlotId | null;
  takenBack: boolean;
};
export type CollectionStore = ReturnType<typeof createCollectionStore>;

type Row = {
  collection_id: string;
  machine_id: string;
  variant_id: string;
  not_before: string;
  expires_at: string;
  state: CollectionState;
  slot_id: string | null;
  taken_back: number;
};

export function createCollectionStore(db: Db) {
  const insert = db.prepare(`
    insert into collection (collection_id, machine_id, variant_id, code_hash, not_before, expires_at, state, slot_id)
    values (:collectionId, :machineId, :variantId, :codeHash, :notBefore, :expiresAt, :state, :slotId)
    on conflict do nothing`);
  const selectOne = db.prepare<[string], Row>("select * from collection where collection_id = ?");
  const selectByHash = db.prepare<[string], Row>("select * from collection where code_hash = ?");
  const selectIn = db.prepare<[string], Row>("select * from collection where state = ?");
  const selectDue = db.prepare<[string], Row>(
    "select * from collection where state in ('ready', 'no-stock') and expires_at <= ?",
  );
  const takeBack = db.prepare("update collection set taken_back = 1 where collection_id = ?");
  const update = db.prepare(
    "update collection set state = :state, slot_id = :slotId where collection_id = :collectionId",
  );

  return {
    /** False when the collection, or another with its code, is here already. */
    add: (pinned: PinnedCollection, state: CollectionState, slotId: SlotId | null): boolean =>
      insert.run({ ...pinned, state, slotId }).changes === 1,
    find: (id: CollectionId): Collection | undefined => maybe(selectOne.get(id)),
    byCodeHash: (hash: string): Collection | undefined => maybe(selectByHash.get(hash)),
    inState: (state: CollectionState): Collection[] => selectIn.all(state).map(toCollection),
    /** Not yet started, and past their time. */
    due: (now: string): Collection[] => selectDue.all(now).map(toCollection),
    takeBack(collectionId: CollectionId): void {
      takeBack.run(collectionId);
    },
    set(collectionId: CollectionId, state: CollectionState, slotId: SlotId | null): void {
      update.run({ collectionId, state, slotId });
    },
  };
}

function maybe(row: Row | undefined): Collection | undefined {
  return row && toCollection(row);
}

function toCollection(row: Row): Collection {
  return {
    collectionId: CollectionId.parse(row.collection_id),
    machineId: MachineId.parse(row.machine_id),
    variantId: VariantId.parse(row.variant_id),
    notBefore: row.not_before,
    expiresAt: row.expires_at,
    state: row.state,
    slotId: row.slot_id === null ? null : SlotId.parse(row.slot_id),
    takenBack: row.taken_back === 1,
  };
}
