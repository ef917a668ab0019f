import { type ConsoleSignIn, type StaffCard, StaffId, type StaffRole } from "@drop-in/contracts";
import { afterWrongTry, type Log, secondsToWait, type TryState } from "@drop-in/foundation";
import type { Chance } from "../adapters/chance.ts";
import type { Clock } from "../adapters/clock.ts";
import { CentreError } from "../centre-error.ts";
import type { Transact } from "../stores.ts";
import { type Staff, type StaffStore, toCard } from "./staff.store.ts";

export type StaffService = ReturnType<typeof createStaffService>;
export type NewStaff = { name: string; role: StaffRole; password: string; pin: string };
export type FirstStaff = NewStaff & { colleague?: NewStaff | undefined };

type Parts = {
  staff: StaffStore;
  chance: Chance;
  hashPassword: (password: string, saltHex: string) => Promise<string>;
  hashForDevice: (secret: string, saltHex: string) => Promise<string>;
  hashToken: (token: string) => string;
  sameHash: (a: string, b: string) => boolean;
  transact: Transact;
  clock: Clock;
  log: Log;
};

const SESSION_MS = 12 * 3_600_000;
const MOST_NAMES = 1_000; // tried names remembered at once

/** Who may use the console, and what devices must know to let staff in without asking. */
export function createStaffService(parts: Parts) {
  const { staff, chance, hashPassword, hashToken, clock, log } = parts;
  const limits = new Map<string, TryState>();
  const nobodySalt = chance.newSalt();
  let line: Promise<unknown> = Promise.resolve();

  /** One at a time: a password hash costs 32 MB, and a crowd must not fill the memory. */
  function inLine<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = line.then(work);
    line = result.catch(() => {});
    return result;
  }

  function noteWrong(name: string): void {
    const key = name.toLowerCase();
    limits.set(key, afterWrongTry(limits.get(key), clock().getTime()));
    const [oldest] = limits.keys();
    if (limits.size > MOST_NAMES && oldest !== undefined) limits.delete(oldest);
    log.warn({ event: "console.password-wrong" });
  }

  async function check({ name, password }: ConsoleSignIn): Promise<Staff> {
    const seconds = secondsToWait(limits.get(name.toLowerCase()), clock().getTime());
    if (seconds > 0) throw new CentreError("wait", "Too many wrong tries.", seconds);
    const known = await staff.byName(name);
    // A name nobody has costs the same time, so that time does not tell which names there are.
    const hash = await hashPassword(password, known?.passwordSalt ?? nobodySalt);
    if (!known || !parts.sameHash(hash, known.passwordHash)) {
      noteWrong(name);
      throw new CentreError("wrong-password", "Name and password do not match.");
    }
    limits.delete(name.toLowerCase());
    return known;
  }

  async function withHashes({ name, role, password, pin }: NewStaff): Promise<Staff> {
    const passwordSalt = chance.newSalt();
    const passwordHash = await hashPassword(password, passwordSalt);
    const pinHash = await parts.hashForDevice(pin, await staff.pinSalt(chance.newSalt));
    const staffId = StaffId.parse(chance.newId());
    return { staffId, name, role, passwordSalt, passwordHash, pinHash };
  }

  return {
    /** For a centre with no staff yet. A name and secrets come from whoever sets it up; there are no defaults. */
    async ensureFirst(first: FirstStaff | undefined): Promise<"added" | "not-needed" | "nobody"> {
      if ((await staff.all()).length > 0) return "not-needed";
      if (!first) return "nobody";
      const people = first.colleague ? [first, first.colleague] : [first];
      const hashed = await Promise.all(people.map(withHashes));
      // Of several processes that start at once, one adds them.
      const added = await parts.transact(async (within) => {
        const ids: StaffId[] = [];
        for (const each of hashed) {
          if (await within.staff.add(each, clock().toISOString())) ids.push(each.staffId);
        }
        return ids;
      });
      for (const staffId of added) log.info({ event: "staff.first-added", staffId });
      return added.length > 0 ? "added" : "not-needed";
    },
    /** Who somebody is, shown once more by their password, for what must not be done on a cookie alone. */
    confirm: (attempt: ConsoleSignIn): Promise<Staff> => inLine(() => check(attempt)),
    async signIn(attempt: ConsoleSignIn): Promise<{ token: string; staff: Staff }> {
      const known = await inLine(() => check(attempt));
      const token = chance.newToken();
      const now = clock();
      const expiresAt = new Date(now.getTime() + SESSION_MS).toISOString();
      await staff.signedIn(hashToken(token), known.staffId, expiresAt);
      log.info({ event: "console.signed-in", staffId: known.staffId });
      return { token, staff: known };
    },
    async signOut(token: string): Promise<void> {
      await staff.signedOut(hashToken(token));
    },
    async who(token: string | undefined): Promise<Staff | undefined> {
      if (token === undefined) return undefined;
      return staff.byToken(hashToken(token), clock().toISOString());
    },
    /** From within a transaction, or from the database. */
    async cards(from: StaffStore): Promise<StaffCard[]> {
      const pinSalt = await from.pinSalt(chance.newSalt);
      return (await from.all()).map((one) => toCard(one, pinSalt));
    },
  };
}
