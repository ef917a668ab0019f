import { Said } from "@drop-in/contracts";
import { type OpenSealed, openPersonal } from "@drop-in/foundation";
import type { KeptSubmission } from "./submission.store.ts";

type Keys = { openers(): ReadonlyMap<string, OpenSealed> };
export type OpenSaid = (
  submission: Pick<KeptSubmission, "deviceId" | "submissionId" | "sealed">,
) => Promise<Said | null>;

/** All that somebody said, for the person who will answer it; null where no key of ours opens it. */
export function createOpenSaid(keys: Keys): OpenSaid {
  return async ({ deviceId, submissionId: id, sealed }) => {
    const subject = { deviceId, type: "submission.sent.v1", id };
    const opened = Said.safeParse(await openPersonal(keys.openers(), subject, sealed));
    return opened.success ? opened.data : null;
  };
}
