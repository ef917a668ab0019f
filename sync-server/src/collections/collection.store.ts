import {
  type CollectionId,
  CollectionId as CollectionIdSchema,
  type DeviceId,
  DeviceId as DeviceIdSchema,
  type MachineId,
  MachineId as MachineIdSchema,
  SlotId,
  type StaffId,
  type VariantId,
  VariantId as VariantIdSchema,
} from "@drop-in/contracts";
import { z } from "zod";
import type { Sql } from "../db/sql.ts";

export type CollectionStore = ReturnType<typeof createCollectionStore>;

const State = z.enum([
  "issued",
  "on-machine",
  "in-progress",
  "dispensed",
  "needs-staff",
  "revoked",
  "no-stock",
]);
const Collection = z.object({
  collectionId: CollectionIdSchema,
  deviceId: DeviceIdSchema,
  machineId: MachineIdSchema,
  variantId: VariantIdSchema,
  state: State,
  issuedAt: z.string(),
  issuedBy: z.string(),
  expiresAt: z.string(),
  changedAt: z.string(),
});
export type Collection = z.infer<typeof Collection>;

/** What events change of one. */
const Kept = z.object({
  collectionId: CollectionIdSchema,
  deviceId: DeviceIdSchema,
  state: State,
  slotId: SlotId.nullable(),
  changedAt: z.string(),
});
export type KeptCollection = z.infer<typeof Kept>;

/** What a device must be told of one. */
const Told = z.object({
  collectionId: CollectionIdSchema,
  machineId: MachineIdSchema,
  variantId: VariantIdSchema,
  codeHash: z.string(),
  state: State,
  issuedAt: z.string(),
  expiresAt: z.string(),
});
export type ToldCollection = z.infer<typeof Told>;

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

const from = `select collection_id as "collectionId", device_id as "deviceId",
  machine_id as "machineId", variant_id as "variantId", state, issued_at as "issuedAt",
  staff.name as "issuedBy", expires_at as "expiresAt", changed_at as "changedAt"
  from collection join staff on staff_id = issued_by`;
const selectLatest = `${from} order by issued_at desc limit :limit`;
const kept = `select collection_id as "collectionId", device_id as "deviceId", state,
  slot_id as "slotId", changed_at as "changedAt" from collection`;
const lockByIds = `${kept} where collection_id = any(:ids) order by collection_id for update`;
const lockByDevice = `${kept} where device_id = :deviceId order by collection_id for update`;

/** What people may take: issued here, spent on a machine, brought together again by events. */
export function createCollectionStore(sql: Sql) {
  return {
    async issue(issued: Issued): Promise<void> {
      await sql.run(
        `insert into collection (collection_id, request_id, device_id, machine_id, variant_id,
           code_hash, state, issued_at, issued_by, expires_at, changed_at)
         values (:collectionId, :requestId, :deviceId, :machineId, :variantId,
           :codeHash, 'issued', :issuedAt, :issuedBy, :expiresAt, :issuedAt)`,
        issued,
      );
    },
    async isIssued(requestId: string): Promise<boolean> {
      const text = "select 1 from collection where request_id = :requestId";
      return (await sql.get(text, { requestId })) !== undefined;
    },
    async isCodeTaken(deviceId: DeviceId, codeHash: string): Promise<boolean> {
      const text = "select 1 from collection where device_id = :deviceId and code_hash = :codeHash";
      return (await sql.get(text, { deviceId, codeHash })) !== undefined;
    },
    /** Held until the transaction ends, so that no fact is judged by a state that has passed. */
    async lock(ids: readonly CollectionId[]): Promise<Map<CollectionId, KeptCollection>> {
      return byId(await sql.all(lockByIds, { ids: [...new Set(ids)] }));
    },
    async lockOfDevice(deviceId: DeviceId): Promise<KeptCollection[]> {
      return [...byId(await sql.all(lockByDevice, { deviceId })).values()];
    },
    async keep(collections: readonly KeptCollection[]): Promise<void> {
      await sql.updateMany({
        table: "collection",
        key: { collection_id: "text" },
        set: { state: "text", slot_id: "text", changed_at: "text" },
        rows: collections.map(({ collectionId, state, slotId, changedAt }) => [
          ...[collectionId, state, slotId, changedAt],
        ]),
      });
    },
    /** All that has not run out, revoked ones too. */
    async ofDevice(deviceId: DeviceId, now: string): Promise<ToldCollection[]> {
      const rows = await sql.all(
        `select collection_id as "collectionId", machine_id as "machineId",
           variant_id as "variantId", code_hash as "codeHash", state, issued_at as "issuedAt",
           expires_at as "expiresAt"
         from collection where device_id = :deviceId and expires_at > :now order by issued_at`,
        { deviceId, now },
      );
      return rows.map((row) => Told.parse(row));
    },
    /** How many are promised from a machine already. */
    async promised(machineId: MachineId, variantId: VariantId, now: string): Promise<number> {
      const row = await sql.get(
        `select count(*) as count from collection
         where machine_id = :machineId and variant_id = :variantId and (state = 'in-progress'
           or (state in ('issued', 'on-machine') and expires_at > :now))`,
        { machineId, variantId, now },
      );
      return z.object({ count: z.number() }).parse(row).count;
    },
    latest: async (limit: number): Promise<Collection[]> =>
      (await sql.all(selectLatest, { limit })).map((row) => Collection.parse(row)),
  };
}

function byId(rows: readonly unknown[]): Map<CollectionId, KeptCollection> {
  return new Map(
    rows.map((row) => {
      const collection = Kept.parse(row);
      return [collection.collectionId, collection];
    }),
  );
}
