import { type DeviceId, DeviceId as DeviceIdSchema, SiteId } from "@drop-in/contracts";
import { z } from "zod";
import type { Sql } from "../db/sql.ts";
import { createCertificateStore } from "./certificate.store.ts";

const Identity = z.object({
  deviceId: DeviceIdSchema,
  siteId: SiteId,
  siteName: z.string(),
  madeAt: z.string(),
  revokedAt: z.string().nullable(),
  revokedWhy: z.string().nullable(),
  warnedAt: z.string().nullable(),
});
export type Identity = z.infer<typeof Identity>;

const Code = z.object({
  secretHash: z.string(),
  deviceId: DeviceIdSchema,
  fingerprint: z.string(),
  document: z.string(),
  madeAt: z.string(),
  expiresAt: z.string(),
  usedAt: z.string().nullable(),
  usedBy: z.string().nullable(),
});
export type Code = z.infer<typeof Code>;

const Document = z.object({ document: z.string() }).optional();

export type Act = {
  actId: string;
  deviceId: DeviceId;
  what: "added" | "code-given" | "enrolled" | "renewed" | "code-used-twice" | "revoked";
  by: string;
  reason: string | null;
  at: string;
};

const identity = `select device_id as "deviceId", site_id as "siteId", site_name as "siteName",
  made_at as "madeAt", revoked_at as "revokedAt", revoked_why as "revokedWhy", warned_at as "warnedAt"
  from identity`;
const code = `select secret_hash as "secretHash", device_id as "deviceId", fingerprint, document,
  made_at as "madeAt", expires_at as "expiresAt", used_at as "usedAt", used_by as "usedBy"
  from enrolment_code`;
/** Devices as the centre lets them in: their place in the book, their codes, their certificates. */
export function createEnrolmentStore(sql: Sql) {
  return {
    ...createCertificateStore(sql),
    async add(one: { deviceId: DeviceId; siteId: SiteId; siteName: string; madeAt: string }) {
      await sql.run(
        `insert into identity (device_id, site_id, site_name, made_at)
         values (:deviceId, :siteId, :siteName, :madeAt)`,
        one,
      );
    },
    async find(deviceId: DeviceId): Promise<Identity | undefined> {
      const row = await sql.get(`${identity} where device_id = :deviceId`, { deviceId });
      return row === undefined ? undefined : Identity.parse(row);
    },
    /** The same, and nobody else changes what is its until this transaction ends. */
    async hold(deviceId: DeviceId): Promise<Identity | undefined> {
      const row = await sql.get(`${identity} where device_id = :deviceId for update`, { deviceId });
      return row === undefined ? undefined : Identity.parse(row);
    },
    async all(): Promise<Identity[]> {
      const rows = await sql.all(`${identity} order by site_name, device_id`);
      return rows.map((row) => Identity.parse(row));
    },

    async addCode(one: Omit<Code, "usedAt" | "usedBy">): Promise<void> {
      await sql.run(
        `insert into enrolment_code
           (secret_hash, device_id, fingerprint, document, made_at, expires_at)
         values (:secretHash, :deviceId, :fingerprint, :document, :madeAt, :expiresAt)`,
        one,
      );
    },
    async code(secretHash: string): Promise<Code | undefined> {
      const row = await sql.get(`${code} where secret_hash = :secretHash`, { secretHash });
      return row === undefined ? undefined : Code.parse(row);
    },
    async openCodes(now: string): Promise<Code[]> {
      const rows = await sql.all(`${code} where used_at is null and expires_at > :now`, { now });
      return rows.map((row) => Code.parse(row));
    },
    /** Whether it was this call that used it up: of two at once, one did. */
    async burn(secretHash: string, usedBy: string, at: string): Promise<boolean> {
      const burnt = await sql.run(
        `update enrolment_code set used_at = :at, used_by = :usedBy
         where secret_hash = :secretHash and used_at is null`,
        { secretHash, usedBy, at },
      );
      return burnt === 1;
    },
    /** Codes of a device that nobody has used serve nobody any more. */
    async burnAll(deviceId: DeviceId, at: string): Promise<void> {
      await sql.run(
        `update enrolment_code set used_at = :at where device_id = :deviceId and used_at is null`,
        { deviceId, at },
      );
    },
    async document(fingerprint: string): Promise<string | undefined> {
      const found = await sql.get(
        "select document from enrolment_code where fingerprint = :fingerprint limit 1",
        { fingerprint },
      );
      return Document.parse(found)?.document;
    },

    async revoke(deviceId: DeviceId, why: string, at: string): Promise<void> {
      await sql.run(
        "update identity set revoked_at = :at, revoked_why = :why where device_id = :deviceId",
        { deviceId, why, at },
      );
    },
    async revoked(): Promise<DeviceId[]> {
      const rows = await sql.all(`${identity} where revoked_at is not null`);
      return rows.map((row) => Identity.parse(row).deviceId);
    },
    async letIn(deviceId: DeviceId): Promise<void> {
      await sql.run(
        `update identity set revoked_at = null, revoked_why = null, warned_at = null
         where device_id = :deviceId`,
        { deviceId },
      );
    },
    async warn(deviceId: DeviceId, at: string): Promise<void> {
      await sql.run("update identity set warned_at = :at where device_id = :deviceId", {
        deviceId,
        at,
      });
    },
    async note(act: Act): Promise<void> {
      await sql.run(
        `insert into identity_act (act_id, device_id, what, by_whom, reason, at)
         values (:actId, :deviceId, :what, :by, :reason, :at)`,
        act,
      );
    },
  };
}
