import {
  type StaffCard,
  type StaffId,
  StaffId as StaffIdSchema,
  StaffRole,
} from "@drop-in/contracts";
import { z } from "zod";
import type { Sql } from "../db/sql.ts";

export type StaffStore = ReturnType<typeof createStaffStore>;

const Staff = z.object({
  staffId: StaffIdSchema,
  name: z.string(),
  role: StaffRole,
  passwordSalt: z.string(),
  passwordHash: z.string(),
  pinHash: z.string(),
});
export type Staff = z.infer<typeof Staff>;

const select = `select staff_id as "staffId", name, role, password_salt as "passwordSalt",
  password_hash as "passwordHash", pin_hash as "pinHash" from staff`;
const selectAll = `${select} order by name`;
const selectByName = `${select} where lower(name) = lower(:name)`;
const selectByToken = `${select} join console_session using (staff_id)
  where token_hash = :tokenHash and expires_at > :now`;

/** People of the team, and who is signed in at a console. */
export function createStaffStore(sql: Sql) {
  return {
    /** Whether there was nobody of that name yet. */
    async add(staff: Staff, createdAt: string): Promise<boolean> {
      const added = await sql.run(
        `insert into staff
           (staff_id, name, role, password_salt, password_hash, pin_hash, created_at)
         values (:staffId, :name, :role, :passwordSalt, :passwordHash, :pinHash, :createdAt)
         on conflict do nothing`,
        { ...staff, createdAt },
      );
      return added === 1;
    },
    all: async (): Promise<Staff[]> => (await sql.all(selectAll)).map((row) => Staff.parse(row)),
    byName: async (name: string): Promise<Staff | undefined> =>
      Staff.optional().parse(await sql.get(selectByName, { name })),
    byToken: async (tokenHash: string, now: string): Promise<Staff | undefined> =>
      Staff.optional().parse(await sql.get(selectByToken, { tokenHash, now })),
    async signedIn(tokenHash: string, staffId: StaffId, expiresAt: string): Promise<void> {
      await sql.run(
        `insert into console_session (token_hash, staff_id, expires_at)
         values (:tokenHash, :staffId, :expiresAt)`,
        { tokenHash, staffId, expiresAt },
      );
    },
    async forgetExpired(now: string): Promise<void> {
      await sql.run("delete from console_session where expires_at <= :now", { now });
    },
    async signedOut(tokenHash: string): Promise<void> {
      await sql.run("delete from console_session where token_hash = :tokenHash", { tokenHash });
    },
    /** One salt for every PIN, made once, so that a device tries one hash for one typed PIN. */
    async pinSalt(newSalt: () => string): Promise<string> {
      const Salt = z.object({ salt: z.string() }).optional();
      const known = Salt.parse(await sql.get("select salt from pin_salt"));
      if (known) return known.salt;
      await sql.run(
        "insert into pin_salt (only_row, salt) values (1, :salt) on conflict do nothing",
        { salt: newSalt() },
      );
      return Salt.parse(await sql.get("select salt from pin_salt"))?.salt ?? newSalt();
    },
  };
}

export function toCard({ staffId, name, role, pinHash }: Staff, pinSalt: string): StaffCard {
  return { staffId, name, role, pinSalt, pinHash };
}
