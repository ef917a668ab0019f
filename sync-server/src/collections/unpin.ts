import type { DeviceId } from "@drop-in/contracts";
import type { Sql } from "../db/sql.ts";
import { afterFact } from "./collection.fold.ts";
import { createCollectionStore } from "./collection.store.ts";

/** Takes from a revoked device what it could still hand out; answers how many a person must decide on. */
export async function unpin(sql: Sql, deviceId: DeviceId, at: string): Promise<number> {
  const collections = createCollectionStore(sql);
  const held = await collections.lockOfDevice(deviceId);
  const after = held.map((one) => afterFact(one, { fact: "device-revoked", at }));
  const changed = after.filter((one, place) => one !== held[place]);
  await collections.keep(changed);
  return changed.length;
}
