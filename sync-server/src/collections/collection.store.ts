import {
  type CollectionId,
  CollectionId as CollectionIdSchema,
  type DeviceId,
  DeviceId as DeviceIdSchema,
  type MachineId,
  MachineId as MachineIdSchema,
  type SlotId,
  type StaffId,
  type VariantId,
  VariantId as VariantIdSchema,
} from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";
import { z } from "zod";
import { type CollectionFact, stateAfter } from "./collection.rules.ts";

export type CollectionStore = ReturnType<typeof createCollectionStore>;

const Collection = z.object({
  collectionId: CollectionIdSchema,
  deviceId: DeviceIdSchema,
  machineId: MachineIdSchema,
  variantId: VariantIdSchema,
  state: z.enum([
    "issued",
    "on-machine",
    "in-progress",
    "dispensed",
    "needs-staff",
    "revoked",
    "no-stock",
  ]),
  issuedAt: z.string(),
  issuedBy: z.string(),
  expiresAt: z.string(),
  changedAt: z.string(),
});
export type Collection = z.infer<typeof Collection>;

type Issued = {
  collectionId: CollectionId;
  requestId: string;
  deviceId: DeviceId;
  machineId: MachineId;
  variantId: VariantId;
  codeHash: string;
  issuedAt: string;
  issuedBy: StaffId;
  expiresAt: string;
};

const columns = `collection_id as collectionId, device_id as deviceId, machine_id as machineId,
  variant_id as variantId, state, issued_at as issuedAt, staff.name as issuedBy,
  expires_at as expiresAt, changed_at as changedAt`;

/** What people may take: issued here, spent on a machine, brought together again by events. */
export function createCollectionStore(db: Db) {
  const insert = db.prepare(
    `insert into collection (collection_id, request_id, device_id, machine_id, variant_id, code_hash,
       state, issued_at, issued_by, expires_at, changed_at)
     values (:collectionId, :requestId, :deviceId, :machineId, :variantId, :codeHash,
       'issued', :issuedAt, :issuedBy, :expiresAt, :issuedAt)`,
  );
  const from = `select ${columns} from collection join staff on staff_id = issued_by`;
  const selectOne = db.prepare(`${from} where collection_id = ?`);
  const selectLatest = db.prepare(`${from} order by issued_at desc limit ?`);
  const selectOfDevice = db.prepare(`${from} where device_id = ?`);
  const exists = db.prepare("select 1 from collection where request_id = ?");
  const codeTaken = db.prepare("select 1 from collection where device_id = ? and code_hash = ?");
  const update = db.prepare(
    "update collection set state = ?, changed_at = ? where collection_id = ?",
  );
  const place = db.prepare("update collection set slot_id = ? where collection_id = ?");
  const countPromised = db
    .prepare<[string, string, string], number>(
      `select count(*) from collection where machine_id = ? and variant_id = ?
       and (state = 'in-progress' or (state in ('issued', 'on-machine') and expires_at > ?))`,
    )
    .pluck();

  function find(collectionId: CollectionId): Collection | undefined {
    const row = selectOne.get(collectionId);
    return row === undefined ? undefined : Collection.parse(row);
  }

  function happened(collectionId: CollectionId, fact: CollectionFact, at: string): void {
    const known = find(collectionId);
    if (!known) return; // not issued by this record: the centre was restored, or begun anew
    const state = stateAfter(known.state, fact);
    if (state !== known.state) update.run(state, at, collectionId);
  }

  return {
    find,
    happened,
    issue(issued: Issued): void {
      insert.run(issued);
    },
    isIssued: (requestId: string): boolean => exists.get(requestId) !== undefined,
    isCodeTaken: (deviceId: DeviceId, hash: string): boolean =>
      codeTaken.get(deviceId, hash) !== undefined,
    setAside(collectionId: CollectionId, slotId: SlotId, at: string): void {
      place.run(slotId, collectionId);
      happened(collectionId, "set-aside", at);
    },
    deviceReborn(deviceId: DeviceId, at: string): void {
      for (const row of selectOfDevice.all(deviceId)) {
        happened(Collection.parse(row).collectionId, "device-reborn", at);
      }
    },
    promised: (machineId: MachineId, variantId: VariantId, now: string): number =>
      countPromised.get(machineId, variantId, now) ?? 0,
    latest: (limit: number): Collection[] =>
      selectLatest.all(limit).map((row) => Collection.parse(row)),
  };
}
