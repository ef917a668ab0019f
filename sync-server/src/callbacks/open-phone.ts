import { CallbackPersonal } from "@drop-in/contracts";
import { type OpenSealed, openPersonal } from "@drop-in/foundation";
import type { Callback } from "./callback.store.ts";

type Keys = { openers(): ReadonlyMap<string, OpenSealed> };

/**
 * The number of somebody who asked to be called, for the person who will call. It lies sealed in the record and is opened only to be
 * shown; null where there is none, or no key of ours opens it.
 */
export function createOpenPhone(keys: Keys) {
  return async (
    callback: Pick<Callback, "deviceId" | "callbackId" | "sealed">,
  ): Promise<string | null> => {
    const { deviceId, callbackId: id, sealed } = callback;
    if (sealed === null) return null;
    const subject = { deviceId, type: "callback.asked.v1", id };
    const opened = CallbackPersonal.safeParse(await openPersonal(keys.openers(), subject, sealed));
    return opened.success ? opened.data.phone : null;
  };
}
