import {
  DeviceId,
  type EnrolmentNow,
  type EnrolmentRow,
  FINGERPRINT_BYTES,
  type Introduced,
  type IntroductionDocument,
  type NewDevice,
  type RevokedDevice,
  writeIntroduction,
} from "@drop-in/contracts";
import { type Changes, hashToken, type Log, sha256 } from "@drop-in/foundation";
import type { Chance } from "../adapters/chance.ts";
import type { Clock } from "../adapters/clock.ts";
import { CentreError } from "../centre-error.ts";
import type { Database, Sql } from "../db/sql.ts";
import type { Certificate } from "./certificate.store.ts";
import type { DeviceKeys } from "./device-keys.ts";
import { alarmsOf, CODE_LIFE_MS, crlEndsSoon, rowState, urgency } from "./enrolment.rules.ts";
import { type Act, createEnrolmentStore, type Identity } from "./enrolment.store.ts";
import type { RevocationLists } from "./revocation-list.ts";

const MOST_ROWS = 1_000;

export type EnrolmentService = ReturnType<typeof createEnrolmentService>;

type Parts = {
  db: Database;
  /** What a device is told of this centre. */
  centre: () => Omit<IntroductionDocument, "version">;
  /** How devices reach this centre. */
  url: () => string;
  deviceKeys: DeviceKeys;
  revocationLists: RevocationLists;
  /** Leaves what a device may still spend to staff; answers how many. Part of the same commit. */
  unpin: (sql: Sql, deviceId: DeviceId, at: string) => Promise<number>;
  /** Ends its connections, wherever the broker is. */
  kick: (deviceId: DeviceId) => void;
  changes: Changes;
  chance: Chance;
  clock: Clock;
  log: Log;
};

/** What staff decide about devices: who gets a code, and who is not heard any more. */
export function createEnrolmentService(parts: Parts) {
  const { db, deviceKeys, revocationLists, changes, chance, clock, log } = parts;
  const store = createEnrolmentStore(db);

  async function add({ siteId, siteName }: NewDevice, by: string): Promise<Introduced> {
    const deviceId = DeviceId.parse(chance.newSalt());
    const at = clock().toISOString();
    return introduce(deviceId, by, async (within) => {
      await within.add({ deviceId, siteId, siteName, madeAt: at });
      await within.note(act("added", { deviceId, by, at }));
    });
  }

  /** The same device with other keys: a box repaired, replaced, away for too long, or found again. */
  async function again(deviceId: DeviceId, by: string): Promise<Introduced> {
    return introduce(deviceId, by, async (within) => {
      if (!(await within.hold(deviceId))) throw notFound();
    });
  }

  async function introduce(
    deviceId: DeviceId,
    by: string,
    first: (within: ReturnType<typeof createEnrolmentStore>) => Promise<void>,
  ): Promise<Introduced> {
    const secret = Buffer.from(chance.newSalt(), "hex");
    const document = JSON.stringify({ version: 1, ...parts.centre() });
    const fingerprint = sha256(Buffer.from(document)).subarray(0, FINGERPRINT_BYTES);
    const now = clock();
    const at = now.toISOString();
    const expiresAt = new Date(now.getTime() + CODE_LIFE_MS).toISOString();
    await db.transact(async (sql) => {
      const within = createEnrolmentStore(sql);
      await first(within);
      await within.burnAll(deviceId, at);
      await within.addCode({
        secretHash: hashToken(secret.toString("base64url")),
        ...{ deviceId, document, madeAt: at, expiresAt },
        fingerprint: Buffer.from(fingerprint).toString("hex"),
      });
      await within.note(act("code-given", { deviceId, by, at }));
    });
    log.info({ event: "enrolment.code-given", deviceId });
    changes.announce();
    const introduction = writeIntroduction({ url: parts.url(), secret, fingerprint });
    return { deviceId, introduction, expiresAt };
  }

  /** The kill switch. Once this returns, nothing the device says is heard, on any connection. */
  async function revoke(deviceId: DeviceId, by: string, reason: string): Promise<RevokedDevice> {
    const at = clock().toISOString();
    const collectionsForStaff = await db.transact(async (sql) => {
      const within = createEnrolmentStore(sql);
      const identity = await within.hold(deviceId);
      if (!identity) throw notFound();
      await within.revoke(deviceId, reason, at);
      await within.withdrawAll(deviceId, at);
      await within.burnAll(deviceId, at);
      await within.note(act("revoked", { deviceId, by, at, reason }));
      return parts.unpin(sql, deviceId, at);
    });
    deviceKeys.forget(deviceId);
    revocationLists.refuse(deviceId);
    parts.kick(deviceId);
    log.warn({ event: "device.revoked", deviceId, collectionsForStaff });
    changes.announce();
    await revocationLists.remake();
    parts.kick(deviceId); // again: it may have come back before the list was out
    return { collectionsForStaff };
  }

  async function now(): Promise<EnrolmentNow> {
    const at = clock().toISOString();
    const [identities, certificates, codes] = await Promise.all([
      store.all(),
      store.allCurrent(),
      store.openCodes(at),
    ]);
    const current = new Map(certificates.map((one) => [one.deviceId, one]));
    const codeEnds = new Map(codes.map((one) => [one.deviceId, one.expiresAt]));
    const { endsAt } = revocationLists.latest();
    const rows = identities.map((identity) => ({
      ...toRow(identity, current.get(identity.deviceId), at),
      codeEndsAt: codeEnds.get(identity.deviceId) ?? null,
    }));
    return {
      devices: rows.sort((a, b) => urgency(a) - urgency(b)).slice(0, MOST_ROWS),
      total: rows.length,
      crlEndsAt: endsAt,
      crlEndsSoon: crlEndsSoon(endsAt, at),
    };
  }

  function act(
    what: "added" | "code-given" | "revoked",
    about: Pick<Act, "deviceId" | "by" | "at"> & { reason?: string },
  ): Act {
    return { actId: chance.newId(), what, reason: null, ...about };
  }

  return {
    add,
    again,
    revoke,
    now,
    /** Byte for byte as it was hashed when the code was given. */
    document: (fingerprint: string): Promise<string | undefined> => store.document(fingerprint),
  };
}

function toRow(
  { deviceId, siteId, siteName, revokedAt, revokedWhy, warnedAt }: Identity,
  current: Certificate | undefined,
  now: string,
): Omit<EnrolmentRow, "codeEndsAt"> {
  const state = rowState({ revokedAt }, current, now);
  return {
    ...{ deviceId, siteId, siteName, state, revokedWhy },
    words: current?.words ?? null,
    certificateEndsAt: current?.notAfter ?? null,
    alarms: alarmsOf(state, current?.notAfter, warnedAt, now),
  };
}

const notFound = () => new CentreError("not-found", "There is no such device.");
