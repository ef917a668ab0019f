import type { DeviceId } from "@drop-in/contracts";
import type { Sql } from "../db/sql.ts";
import { afterFact } from "./collection.fold.ts";
import { createCollectionStore } from "./collection.store.ts";

/**
 * Takes away what was pinned to a device that is not trusted any more. It may have handed some of it out without our hearing, so a
 * person decides on each. In the transaction that revokes it; answers how many.
 */
export async function unpin(sql: Sql, deviceId: DeviceId, at: string): Promise<number> {
  const collections = createCollectionStore(sql);
  const held = await collections.lockOfDevice(deviceId);
  const after = held.map((one) => afterFact(one, { fact: "device-reborn", at }));
  const changed = after.filter((one, place) => one !== held[place]);
  await collections.keep(changed);
  return changed.length;
}
