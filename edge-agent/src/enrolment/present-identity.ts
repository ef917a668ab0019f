import type { Log } from "@drop-in/foundation";
import type { IdentityFiles } from "../adapters/identity-files.ts";
import { type Identity, openIdentity } from "./identity.ts";
import { dropNext, settleNext } from "./renewal.service.ts";

export type PresentIdentity = ReturnType<typeof holdIdentity>;

/**
 * Who this box is at this moment. A renewed identity is tried as soon as it is there: the first word of the centre to it makes it the
 * only one, a refusal gives the one before back.
 */
export function holdIdentity(files: IdentityFiles, first: Identity, log: Log) {
  let now = first;

  async function reread(): Promise<void> {
    const opened = await openIdentity(files);
    if (opened !== "not-enrolled") now = opened;
  }
  const isTried = () => files.read("next") !== undefined;

  return {
    now: (): Identity => now,
    renewed: reread,
    /** The centre has spoken to us as who we are now. */
    heard(): void {
      if (!isTried()) return;
      settleNext(files);
      log.info({ event: "renewal.settled", deviceId: now.deviceId });
    },
    /** Whether that changed who we are. */
    async refused(): Promise<boolean> {
      if (!isTried()) return false;
      dropNext(files);
      await reread();
      log.warn({ event: "renewal.given-back", deviceId: now.deviceId });
      return true;
    },
  };
}
