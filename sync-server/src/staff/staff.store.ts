import {
  type StaffCard,
  type StaffId,
  StaffId as StaffIdSchema,
  StaffRole,
} from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";
import { z } from "zod";

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

/** People of the team, and who is signed in at a console. */
export function createStaffStore(db: Db) {
  const insert = db.prepare(
    `insert into staff (staff_id, name, role, password_salt, password_hash, pin_hash, created_at)
     values (:staffId, :name, :role, :passwordSalt, :passwordHash, :pinHash, :createdAt)`,
  );
  const select = `select staff_id as staffId, name, role, password_salt as passwordSalt,
    password_hash as passwordHash, pin_hash as pinHash from staff`;
  const selectAll = db.prepare(`${select} order by name`);
  const selectByName = db.prepare(`${select} where name = ? collate nocase`);
  const selectByToken = db.prepare(
    `${select} join console_session using (staff_id) where token_hash = ? and expires_at > ?`,
  );
  const insertSession = db.prepare(
    "insert into console_session (token_hash, staff_id, expires_at) values (?, ?, ?)",
  );
  const deleteSession = db.prepare("delete from console_session where token_hash = ?");
  const deleteOld = db.prepare("delete from console_session where expires_at <= ?");
  const selectSalt = db.prepare<[], string>("select salt from pin_salt").pluck();
  const insertSalt = db.prepare("insert into pin_salt (only_row, salt) values (1, ?)");

  const parse = (row: unknown) => (row === undefined ? undefined : Staff.parse(row));

  return {
    add(staff: Staff, createdAt: string): void {
      insert.run({ ...staff, createdAt });
    },
    all: (): Staff[] => selectAll.all().map((row) => Staff.parse(row)),
    byName: (name: string): Staff | undefined => parse(selectByName.get(name)),
    byToken: (tokenHash: string, now: string): Staff | undefined =>
      parse(selectByToken.get(tokenHash, now)),
    signedIn(tokenHash: string, staffId: StaffId, expiresAt: string, now: string): void {
      deleteOld.run(now);
      insertSession.run(tokenHash, staffId, expiresAt);
    },
    signedOut(tokenHash: string): void {
      deleteSession.run(tokenHash);
    },
    /** One salt for every PIN, made once, so that a device tries one hash for one typed PIN. */
    pinSalt(newSalt: () => string): string {
      const known = selectSalt.get();
      if (known !== undefined) return known;
      const salt = newSalt();
      insertSalt.run(salt);
      return salt;
    },
  };
}

export function toCard({ staffId, name, role, pinHash }: Staff, pinSalt: string): StaffCard {
  return { staffId, name, role, pinSalt, pinHash };
}
