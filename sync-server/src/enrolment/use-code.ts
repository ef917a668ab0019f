import type { DeviceId, EnrolRequest } from "@drop-in/contracts";
import { type Changes, hashToken, type Log } from "@drop-in/foundation";
import type { Chance } from "../adapters/chance.ts";
import type { Clock } from "../adapters/clock.ts";
import { CentreError } from "../centre-error.ts";
import type { Database } from "../db/sql.ts";
import { judgeCode } from "./enrolment.rules.ts";
import { type Code, createEnrolmentStore } from "./enrolment.store.ts";

export type UseCode = ReturnType<typeof createUseCode>;

type Parts = { db: Database; changes: Changes; chance: Chance; clock: Clock; log: Log };

/** Burns a code, in a commit of its own: whatever comes after, it lets nobody else in. */
export function createUseCode({ db, changes, chance, clock, log }: Parts) {
  const store = createEnrolmentStore(db);

  /** Somebody else had the code: which of the two is the thief, only people can find out. */
  async function usedTwice(deviceId: DeviceId, at: string): Promise<never> {
    await db.transact(async (sql) => {
      const within = createEnrolmentStore(sql);
      await within.warn(deviceId, at);
      const act = { actId: chance.newId(), what: "code-used-twice", by: "a box" } as const;
      await within.note({ ...act, deviceId, at, reason: null });
    });
    log.warn({ event: "enrolment.code-used-twice", deviceId });
    changes.announce();
    throw new CentreError(
      "code-used",
      "This code was used already. Ask for a new one. If nobody here used it, revoke the device first.",
    );
  }

  return async ({ secret, csr, sealingPublicKey }: EnrolRequest): Promise<Code> => {
    const secretHash = hashToken(secret);
    const asker = hashToken(`${csr}\n${sealingPublicKey}`);
    const at = clock().toISOString();
    const code = await store.code(secretHash);
    if (!code) throw new CentreError("wrong-code", "No device is waiting for this code.");
    const verdict = judgeCode(code, asker, at);
    if (verdict === "expired") {
      throw new CentreError("code-expired", "This code has run out. Ask for a new one.");
    }
    const mine = verdict === "good" ? await store.burn(secretHash, asker, at) : verdict === "again";
    return mine ? code : usedTwice(code.deviceId, at);
  };
}
