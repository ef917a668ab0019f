import type { DeviceId } from "@drop-in/contracts";
import {
  fromRaw,
  keyIdOf,
  type Recipient,
  recipientOf,
  type Verifier,
  verifierOf,
} from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import type { Database } from "../db/sql.ts";
import type { Certificate } from "./certificate.store.ts";
import { standingOf } from "./enrolment.rules.ts";
import { createEnrolmentStore, type Identity } from "./enrolment.store.ts";

/** `lapsed`: its certificate has run out; only staff on site can change that. */
export type Standing = "enrolled" | "lapsed" | "revoked" | "unknown";

/** A device's present keys, or its next ones: the one it signs with, and the one to seal to. */
export type DeviceKey = { verifier: Verifier; recipient: Recipient };

export type KeysOfDevice = {
  standing: Standing;
  /** Any of these may have signed; empty unless the device is enrolled. */
  keys: DeviceKey[];
  /** The ones it has spoken with last: what goes down is sealed to them. */
  present: DeviceKey | undefined;
};

export type DeviceKeys = ReturnType<typeof createDeviceKeys>;

const BELIEVED_MS = 3_000; // how long a revocation in another process may go unnoticed here
const MOST = 50_000;

/** Who a device is, for whoever hears it. Remembered for seconds only: nobody revoked is heard for longer. */
export function createDeviceKeys({ db, clock }: { db: Database; clock: Clock }) {
  const store = createEnrolmentStore(db);
  const believed = new Map<DeviceId, { until: number; keys: Promise<KeysOfDevice> }>();

  async function read(deviceId: DeviceId): Promise<KeysOfDevice> {
    const [identity, living] = await Promise.all([store.find(deviceId), store.living(deviceId)]);
    return keysFrom(identity, living, clock().toISOString());
  }

  function keysOf(deviceId: DeviceId): Promise<KeysOfDevice> {
    const now = clock().getTime();
    const known = believed.get(deviceId);
    if (known && now < known.until) return known.keys;
    if (believed.size >= MOST) believed.clear();
    const keys = read(deviceId);
    believed.set(deviceId, { until: now + BELIEVED_MS, keys });
    keys.catch(() => believed.delete(deviceId));
    return keys;
  }

  return {
    keysOf,
    standing: async (deviceId: DeviceId): Promise<Standing> => (await keysOf(deviceId)).standing,
    /** Something was signed with this key of the device. Its first words with a renewed key end the old one. */
    async heardWith(deviceId: DeviceId, keyId: string): Promise<void> {
      const { present } = await keysOf(deviceId);
      if (present?.verifier.keyId === keyId) return;
      const living = await store.living(deviceId);
      const used = living.find(({ signingKey }) => keyIdOf(fromRaw(signingKey)) === keyId);
      if (used) await store.promote(deviceId, used.serial);
      believed.delete(deviceId);
    },
    forget(deviceId: DeviceId): void {
      believed.delete(deviceId);
    },
  };
}

async function keysFrom(
  identity: Identity | undefined,
  living: Certificate[],
  now: string,
): Promise<KeysOfDevice> {
  const standing = standingOf(identity, living, now);
  if (standing !== "enrolled") return { standing, keys: [], present: undefined };
  const good = living.filter(({ notAfter }) => notAfter > now);
  const keys = await Promise.all(good.map(toKey));
  const current = good.findIndex(({ state }) => state === "current");
  return { standing, keys, present: keys[Math.max(0, current)] };
}

async function toKey({ signingKey, sealingKey }: Certificate): Promise<DeviceKey> {
  const recipient = await recipientOf(fromRaw(sealingKey));
  return { verifier: verifierOf(fromRaw(signingKey)), recipient };
}
