import type { DeviceId } from "@drop-in/contracts";
import type { Log, Timer } from "@drop-in/foundation";
import type { Authority } from "../adapters/authority.ts";
import type { Clock } from "../adapters/clock.ts";
import type { Database } from "../db/sql.ts";
import { createEnrolmentStore } from "./enrolment.store.ts";

export type RevocationList = { pem: string; endsAt: string };
export type RevocationLists = Awaited<ReturnType<typeof createRevocationLists>>;

type Parts = {
  db: Database;
  authority: Authority;
  /** Where the brokers read it: a file of theirs, and the one inside this process. */
  publish: (list: RevocationList) => Promise<void>;
  clock: Clock;
  timer: Timer;
  log: Log;
};

const DAILY_MS = 24 * 3_600_000;
const AGAIN_MS = 10 * 60_000;

/**
 * The list of certificates no broker may take, made anew each day and at each revocation. It ends after a week,
 * and a broker with a list that has ended takes nobody: so its end is watched at the console.
 */
export async function createRevocationLists(parts: Parts) {
  const { db, authority, clock, timer, log } = parts;
  const store = createEnrolmentStore(db);
  const refused = new Set<DeviceId>();
  let latest = await make();
  let cancel = () => {};
  const again = (ms: number) => {
    cancel = timer(ms, () => void renew());
  };

  async function make(): Promise<RevocationList> {
    const now = clock();
    const list = await authority.crl(await store.withdrawn(now.toISOString()), now);
    const revoked = await store.revoked();
    refused.clear();
    for (const deviceId of revoked) refused.add(deviceId);
    return list;
  }
  async function renew(): Promise<void> {
    try {
      latest = await make();
      await parts.publish(latest);
      again(DAILY_MS);
    } catch (error) {
      log.error({ event: "revocation-list.not-out", error: String(error), endsAt: latest.endsAt });
      again(AGAIN_MS);
    }
  }
  /** A broker that cannot be told is no reason not to start: it has the list of yesterday. */
  await parts.publish(latest).then(
    () => again(DAILY_MS),
    (error: unknown) => {
      log.error({ event: "revocation-list.not-out", error: String(error), endsAt: latest.endsAt });
      again(AGAIN_MS);
    },
  );

  return {
    latest: (): RevocationList => latest,
    /** For a broker in this process, which cannot wait for a database while it lets somebody in. */
    isRevoked: (deviceId: DeviceId): boolean => refused.has(deviceId),
    refuse(deviceId: DeviceId): void {
      refused.add(deviceId);
    },
    /** At once; the daily round goes on from now. */
    async remake(): Promise<void> {
      cancel();
      await renew();
    },
    close(): void {
      cancel();
    },
  };
}
