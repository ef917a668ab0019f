import { type DeviceId, DeviceId as DeviceIdSchema } from "@drop-in/contracts";
import { z } from "zod";
import type { Sql } from "../db/sql.ts";

const Certificate = z.object({
  serial: z.string(),
  deviceId: DeviceIdSchema,
  state: z.enum(["next", "current", "past"]),
  signingKey: z.string(),
  sealingKey: z.string(),
  words: z.string(),
  pem: z.string(),
  notAfter: z.string(),
  madeAt: z.string(),
  withdrawnAt: z.string().nullable(),
});
export type Certificate = z.infer<typeof Certificate>;

const Withdrawn = z.object({ serial: z.string(), at: z.string() });
const certificate = `select serial, device_id as "deviceId", state, signing_key as "signingKey",
  sealing_key as "sealingKey", words, pem, not_after as "notAfter", made_at as "madeAt",
  withdrawn_at as "withdrawnAt" from certificate`;

/** Certificates of devices, and with each the keys it is for. */
export function createCertificateStore(sql: Sql) {
  return {
    async addCertificate(one: Omit<Certificate, "withdrawnAt">): Promise<void> {
      await sql.run(
        `insert into certificate
           (serial, device_id, state, signing_key, sealing_key, words, pem, not_after, made_at)
         values (:serial, :deviceId, :state, :signingKey, :sealingKey, :words, :pem, :notAfter, :madeAt)`,
        one,
      );
    },
    async certificateOf(signingKey: string): Promise<Certificate | undefined> {
      const row = await sql.get(`${certificate} where signing_key = :signingKey`, { signingKey });
      return row === undefined ? undefined : Certificate.parse(row);
    },
    /** The current one, and the one that will take its place. */
    async living(deviceId: DeviceId): Promise<Certificate[]> {
      const rows = await sql.all(
        `${certificate} where device_id = :deviceId and state <> 'past' order by made_at desc`,
        { deviceId },
      );
      return rows.map((row) => Certificate.parse(row));
    },
    async allCurrent(): Promise<Certificate[]> {
      const rows = await sql.all(`${certificate} where state = 'current'`);
      return rows.map((row) => Certificate.parse(row));
    },
    /** No key of this device is good any more, and the brokers are told so. */
    /** How many there were. */
    withdrawAll: (deviceId: DeviceId, at: string): Promise<number> =>
      sql.run(
        `update certificate set state = 'past', withdrawn_at = :at
         where device_id = :deviceId and withdrawn_at is null`,
        { deviceId, at },
      ),
    /** A renewal that never came to be used makes room for another. */
    async dropNext(deviceId: DeviceId): Promise<void> {
      await sql.run(
        "update certificate set state = 'past' where device_id = :deviceId and state = 'next'",
        { deviceId },
      );
    },
    /** The renewed key has been heard: the one before it has served. */
    async promote(deviceId: DeviceId, serial: string): Promise<void> {
      await sql.run(
        `update certificate set state = case when serial = :serial then 'current' else 'past' end
         where device_id = :deviceId and state <> 'past'`,
        { deviceId, serial },
      );
    },
    /** What the revocation list names: a certificate that has ended by itself need not be there. */
    async withdrawn(now: string): Promise<{ serial: string; at: string }[]> {
      const rows = await sql.all(
        `select serial, withdrawn_at as at from certificate
         where withdrawn_at is not null and not_after > :now order by withdrawn_at`,
        { now },
      );
      return rows.map((row) => Withdrawn.parse(row));
    },
  };
}
