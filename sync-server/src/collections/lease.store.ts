import { CollectionId, type StaffId } from "@drop-in/contracts";
import { z } from "zod";
import type { Sql } from "../db/sql.ts";
import type { LeaseMoments } from "./lease.rules.ts";

const Id = z.object({ collectionId: CollectionId });
type Act = { what: "move-asked" | "came" | "did-not-come"; staffId: StaffId; reason: string };

/** Which collections are to go on, to go elsewhere, or to a person; and who decided what of them. */
export function createLeaseStore(sql: Sql) {
  return {
    /** Let go, and not yet anywhere else. */
    async freed(limit: number): Promise<CollectionId[]> {
      const rows = await sql.all(
        `select collection_id as "collectionId" from collection where let_go_at is not null
         order by let_go_at limit :limit`,
        { limit },
      );
      return rows.map((row) => Id.parse(row).collectionId);
    },
    /** Open, wanted nowhere else, with little left of the lease, and on a device that was heard lately. */
    async toExtend(when: LeaseMoments, limit: number): Promise<CollectionId[]> {
      const rows = await sql.all(
        `select collection_id as "collectionId" from collection join device using (device_id)
         where lease_until < :extendBelow and lease_until > :overBefore and expires_at > :now
           and state in ('issued', 'on-machine', 'no-stock', 'in-progress')
           and let_go_at is null and to_machine_id is null and last_heard_at > :heardLately
           and not exists (select 1 from identity
             where identity.device_id = collection.device_id and revoked_at is not null)
         order by lease_until limit :limit`,
        { ...when, limit },
      );
      return rows.map((row) => Id.parse(row).collectionId);
    },
    /** Their lease ran out long ago, and their machine has not said what became of them. */
    async silent({ overBefore, now }: LeaseMoments, limit: number): Promise<CollectionId[]> {
      const rows = await sql.all(
        `select collection_id as "collectionId" from collection
         where lease_until <= :overBefore and let_go_at is null and (state = 'in-progress'
           or (state in ('issued', 'on-machine', 'no-stock') and expires_at > :now))
         order by lease_until limit :limit`,
        { overBefore, now, limit },
      );
      return rows.map((row) => Id.parse(row).collectionId);
    },
    async extend(ids: readonly CollectionId[], leaseUntil: string): Promise<void> {
      await sql.updateMany({
        table: "collection",
        key: { collection_id: "text" },
        set: { lease_until: "text" },
        rows: ids.map((id) => [id, leaseUntil]),
      });
    },
    async noteAct(collectionId: CollectionId, at: string, act: Act): Promise<void> {
      await sql.run(
        `insert into collection_act (collection_id, what, staff_id, reason, at)
         values (:collectionId, :what, :staffId, :reason, :at)`,
        { ...act, collectionId, at },
      );
    },
    /** Its device was revoked: what it still does is nothing we shall hear of. */
    async isOfRevokedDevice(collectionId: CollectionId): Promise<boolean> {
      const row = await sql.get(
        `select 1 from collection join identity using (device_id)
         where collection_id = :collectionId and revoked_at is not null`,
        { collectionId },
      );
      return row !== undefined;
    },
  };
}
