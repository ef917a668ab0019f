import type { DeviceId } from "@drop-in/contracts";
import type { Changes, Log, Timer } from "@drop-in/foundation";
import type { Authority } from "../adapters/authority.ts";
import type { CentreKeys } from "../adapters/centre-keys.ts";
import type { Chance } from "../adapters/chance.ts";
import type { Clock } from "../adapters/clock.ts";
import type { Database, Sql } from "../db/sql.ts";
import { createDeviceKeys } from "./device-keys.ts";
import { createEnrolmentService } from "./enrolment.service.ts";
import { createLettingIn } from "./letting-in.service.ts";
import { createRevocationLists, type RevocationList } from "./revocation-list.ts";
import { createUseCode } from "./use-code.ts";

export type Enrolment = Awaited<ReturnType<typeof createEnrolment>>;

export type EnrolmentParts = {
  db: Database;
  authority: Authority;
  keys: CentreKeys;
  /** How devices reach this centre, and the brokers they then speak through. */
  url: () => string;
  brokers: readonly string[];
  /** PEM: by whom devices know their brokers. */
  brokerAuthorities: readonly string[];
  commandKeys: readonly string[];
  unpin: (sql: Sql, deviceId: DeviceId, at: string) => Promise<number>;
  kick: (deviceId: DeviceId) => void;
  publishList: (list: RevocationList) => Promise<void>;
  changes: Changes;
  chance: Chance;
  clock: Clock;
  timer: Timer;
  log: Log;
};

/** Everything about who is a device, put together. */
export async function createEnrolment(parts: EnrolmentParts) {
  const { db, authority, clock, timer, log, publishList: publish } = parts;
  const deviceKeys = createDeviceKeys({ db, clock });
  const revocationLists = await createRevocationLists({
    ...{ db, authority, publish, clock, timer, log },
  });
  const lettingIn = createLettingIn({
    ...parts,
    ...{ deviceKeys, remakeRevocationList: revocationLists.remake },
    useCode: createUseCode(parts),
  });
  const enrolment = createEnrolmentService({
    ...parts,
    ...{ deviceKeys, revocationLists, centre: lettingIn.centre },
  });
  const { rotateSealing } = parts.keys;
  return { deviceKeys, revocationLists, lettingIn, enrolment, rotateSealing };
}
