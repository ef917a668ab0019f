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
  /** Where it is wanted, while the machine that holds it has not let go. */
  toMachineId: MachineIdSchema.nullable(),
  /** When the machine that holds it said that it keeps it. */
  keptAt: z.string().nullable(),
});
export type Collection = z.infer<typeof Collection>;

/** What events change of one. */
const Kept = z.object({
  collectionId: CollectionIdSchema,
  deviceId: DeviceIdSchema,
  state: State,
  slotId: SlotId.nullable(),
  changedAt: z.string(),
  pin: z.number(),
  letGoAt: z.string().nullable(),
  silentAt: z.string().nullable(),
  keptAt: z.string().nullable(),
  toDeviceId: DeviceIdSchema.nullable(),
  toMachineId: MachineIdSchema.nullable(),
  toCodeHash: z.string().nullable(),
});
export type KeptCollection = z.infer<typeof Kept>;

/** All there is to know of one. */
const Whole = Kept.extend({
  machineId: MachineIdSchema,
  variantId: VariantIdSchema,
  codeHash: z.string(),
  issuedAt: z.string(),
  expiresAt: z.string(),
  leaseUntil: z.string(),
});
export type WholeCollection = z.infer<typeof Whole>;
/** What a device must be told of one. */
export type ToldCollection = Pick<
  WholeCollection,
  | "collectionId"
  | "machineId"
  | "variantId"
  | "codeHash"
  | "issuedAt"
  | "expiresAt"
  | "pin"
  | "leaseUntil"
>;

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
  leaseUntil: string;
};
export type Place = Pick<
  WholeCollection,
  "deviceId" | "machineId" | "codeHash" | "pin" | "leaseUntil"
>;

const from = `select collection_id as "collectionId", device_id as "deviceId",
  machine_id as "machineId", variant_id as "variantId", state, issued_at as "issuedAt",
  staff.name as "issuedBy", expires_at as "expiresAt", changed_at as "changedAt",
  to_machine_id as "toMachineId", kept_at as "keptAt" from collection join staff on staff_id = issued_by`;
const selectLatest = `${from} order by issued_at desc limit :limit`;
const keptColumns = `collection_id as "collectionId", device_id as "deviceId", state,
  slot_id as "slotId", changed_at as "changedAt", pin, let_go_at as "letGoAt",
  silent_at as "silentAt", kept_at as "keptAt", to_device_id as "toDeviceId",
  to_machine_id as "toMachineId", to_code_hash as "toCodeHash"`;
const kept = `select ${keptColumns} from collection`;
const whole = `select ${keptColumns}, machine_id as "machineId", variant_id as "variantId",
  code_hash as "codeHash", issued_at as "issuedAt", expires_at as "expiresAt",
  lease_until as "leaseUntil" from collection`;
const lockByIds = `${kept} where collection_id = any(:ids) order by collection_id for update`;
const lockByDevice = `${kept} where device_id = :deviceId order by collection_id for update`;

/** What people may take: issued here, spent on a machine, brought together again by events. */
export function createCollectionStore(sql: Sql) {
  return {
    async issue(issued: Issued): Promise<void> {
      await sql.run(
        `insert into collection (collection_id, request_id, device_id, machine_id, variant_id,
           code_hash, state, issued_at, issued_by, expires_at, changed_at, lease_until)
         values (:collectionId, :requestId, :deviceId, :machineId, :variantId,
           :codeHash, 'issued', :issuedAt, :issuedBy, :expiresAt, :issuedAt, :leaseUntil)`,
        issued,
      );
    },
    async isIssued(requestId: string): Promise<boolean> {
      const text = "select 1 from collection where request_id = :requestId";
      return (await sql.get(text, { requestId })) !== undefined;
    },
    async isCodeTaken(deviceId: DeviceId, codeHash: string): Promise<boolean> {
      const text = `select 1 from collection where (device_id = :deviceId and code_hash = :codeHash)
        or (to_device_id = :deviceId and to_code_hash = :codeHash)`;
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
        set: {
          ...{ state: "text", slot_id: "text", changed_at: "text", let_go_at: "text" },
          ...{ silent_at: "text", kept_at: "text" },
          ...{ to_device_id: "text", to_machine_id: "text", to_code_hash: "text" },
        },
        rows: collections.map((one) => [
          ...[one.collectionId, one.state, one.slotId, one.changedAt, one.letGoAt],
          ...[one.silentAt, one.keptAt, one.toDeviceId, one.toMachineId, one.toCodeHash],
        ]),
      });
    },
    /** Held until the transaction ends. */
    async lockWhole(collectionId: CollectionId): Promise<WholeCollection | undefined> {
      const text = `${whole} where collection_id = :collectionId for update`;
      return Whole.optional().parse(await sql.get(text, { collectionId }));
    },
    /** The one machine that may hand it out is another now: the row names no two. */
    async place(collectionId: CollectionId, at: string, place: Place): Promise<void> {
      await sql.run(
        `update collection set device_id = :deviceId, machine_id = :machineId,
           code_hash = :codeHash, pin = :pin, lease_until = :leaseUntil, state = 'issued',
           slot_id = null, let_go_at = null, silent_at = null, kept_at = null,
           to_device_id = null, to_machine_id = null, to_code_hash = null, changed_at = :at
         where collection_id = :collectionId`,
        { ...place, collectionId, at },
      );
    },
    /** All that has not run out, revoked ones too. */
    async ofDevice(deviceId: DeviceId, now: string): Promise<WholeCollection[]> {
      const rows = await sql.all(
        `${whole} where device_id = :deviceId and expires_at > :now order by issued_at`,
        { deviceId, now },
      );
      return rows.map((row) => Whole.parse(row));
    },
    /** How many are promised from a machine already, or will be once they have been let go elsewhere. */
    async promised(machineId: MachineId, variantId: VariantId, now: string): Promise<number> {
      const row = await sql.get(
        `select count(*) as count from collection
         where variant_id = :variantId and ((to_machine_id = :machineId and expires_at > :now)
           or (machine_id = :machineId and (state = 'in-progress'
             or (state in ('issued', 'on-machine') and expires_at > :now))))`,
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
