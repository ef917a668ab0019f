import {
  CollectionId,
  MachineId,
  type PinnedCollection,
  SlotId,
  VariantId,
} from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

/** `revoked`: taken back by the centre, or let go here. */
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
  pin: number;
  leaseUntil: string | null;
  /** Why it is handed out no more under this pin: it was wanted elsewhere, or its lease ran out. */
  letGo: "released" | "lapsed" | null;
};
export type CollectionStore = ReturnType<typeof createCollectionStore>;
/** No lease where it is made here, and so nowhere else. */
export type NewCollection = Omit<PinnedCollection, "pin" | "leaseUntil"> & {
  pin: number;
  leaseUntil: string | null;
};

type Row = {
  collection_id: string;
  machine_id: string;
  variant_id: string;
  not_before: string;
  expires_at: string;
  state: CollectionState;
  slot_id: string | null;
  taken_back: number;
  pin: number;
  lease_until: string | null;
  let_go: Collection["letGo"];
};

export function createCollectionStore(db: Db) {
  const insert = db.prepare(`
    insert into collection (collection_id, machine_id, variant_id, code_hash, not_before, expires_at, state, slot_id,
      pin, lease_until)
    values (:collectionId, :machineId, :variantId, :codeHash, :notBefore, :expiresAt, :state, :slotId, :pin, :leaseUntil)
    on conflict do nothing`);
  const replace = db.prepare(`
    update or ignore collection set machine_id = :machineId, variant_id = :variantId, code_hash = :codeHash,
      not_before = :notBefore, expires_at = :expiresAt, state = :state, slot_id = :slotId, pin = :pin,
      lease_until = :leaseUntil, let_go = null
    where collection_id = :collectionId`);
  const selectOne = db.prepare<[string], Row>("select * from collection where collection_id = ?");
  const selectByHash = db.prepare<[string], Row>("select * from collection where code_hash = ?");
  const selectIn = db.prepare<[string], Row>("select * from collection where state = ?");
  const open = "select * from collection where state in ('ready', 'no-stock')";
  const selectOpen = db.prepare<[], Row>(open);
  const selectDue = db.prepare<[string], Row>(`${open} and expires_at <= ?`);
  const selectLeaseOver = db.prepare<[string], Row>(`${open} and lease_until <= ?`);
  const takeBack = db.prepare("update collection set taken_back = 1 where collection_id = ?");
  const update = db.prepare(
    "update collection set state = :state, slot_id = :slotId where collection_id = :collectionId",
  );
  const extend = db.prepare(`
    update collection set lease_until = :leaseUntil
    where collection_id = :collectionId and let_go is null and lease_until < :leaseUntil`);
  const letGo = db.prepare(
    "update collection set state = 'revoked', slot_id = null, let_go = :why where collection_id = :collectionId",
  );

  return {
    /** False when the collection, or another with its code, is here already. */
    add: (pinned: NewCollection, state: CollectionState, slotId: SlotId | null): boolean =>
      insert.run({ ...pinned, state, slotId }).changes === 1,
    /** Under a new pin. False when another has its code. */
    pinAnew: (pinned: NewCollection, state: CollectionState, slotId: SlotId | null): boolean =>
      replace.run({ ...pinned, state, slotId }).changes === 1,
    find: (id: CollectionId): Collection | undefined => maybe(selectOne.get(id)),
    byCodeHash: (hash: string): Collection | undefined => maybe(selectByHash.get(hash)),
    inState: (state: CollectionState): Collection[] => selectIn.all(state).map(toCollection),
    /** Not yet started, and not over. */
    open: (): Collection[] => selectOpen.all().map(toCollection),
    /** Not yet started, and past their time. */
    due: (now: string): Collection[] => selectDue.all(now).map(toCollection),
    leaseOver: (now: string): Collection[] => selectLeaseOver.all(now).map(toCollection),
    takeBack(collectionId: CollectionId): void {
      takeBack.run(collectionId);
    },
    set(collectionId: CollectionId, state: CollectionState, slotId: SlotId | null): void {
      update.run({ collectionId, state, slotId });
    },
    /** Forward only, and never of one that was let go. */
    extendLease(collectionId: CollectionId, leaseUntil: string): void {
      extend.run({ collectionId, leaseUntil });
    },
    letGo(collectionId: CollectionId, why: "released" | "lapsed"): void {
      letGo.run({ collectionId, why });
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
    pin: row.pin,
    leaseUntil: row.lease_until,
    letGo: row.let_go,
  };
}
