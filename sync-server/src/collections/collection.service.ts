import {
  CollectionId,
  type IssueCollection,
  type IssuedCollection,
  type StaffId,
} from "@drop-in/contracts";
import type { Changes, Log, Timer } from "@drop-in/foundation";
import type { Chance } from "../adapters/chance.ts";
import type { Clock } from "../adapters/clock.ts";
import { CentreError } from "../centre-error.ts";
import { pinned } from "../feed/feed.rules.ts";
import type { FeedService } from "../feed/feed.service.ts";
import type { Stores, Transact } from "../stores.ts";
import { type CodeParts, createCodes } from "./codes.ts";
import { afterFact } from "./collection.fold.ts";
import { mayRevoke } from "./collection.rules.ts";
import { findSlot } from "./find-slot.ts";
import { leaseFrom } from "./lease.rules.ts";
import { createOnce } from "./once.ts";

export type CollectionService = ReturnType<typeof createCollectionService>;

type Parts = CodeParts & {
  feed: Pick<FeedService, "push">;
  chance: Chance;
  transact: Transact;
  changes: Changes;
  clock: Clock;
  timer: Timer;
  log: Log;
};

const HOUR_MS = 3_600_000;

/** Promises one item of one machine to one person. */
export function createCollectionService(parts: Parts) {
  const { stores, feed, transact, changes, log } = parts;
  const codes = createCodes(parts);
  const once = createOnce<IssuedCollection>(parts.timer);

  const issue = (request: IssueCollection, by: StaffId): Promise<IssuedCollection> =>
    once(request.requestId, () => issueNew(request, by));

  async function issueNew(request: IssueCollection, by: StaffId): Promise<IssuedCollection> {
    if (await stores.collections.isIssued(request.requestId)) {
      throw new CentreError("already-issued", "This was issued; its code is not kept.");
    }
    const slotFor = (from: Stores) => findSlot(from, request, parts.clock().toISOString());
    const { deviceId } = await slotFor(stores);
    const { code, codeHash } = await codes.fresh(deviceId);

    const { machineId, variantId, requestId, validHours } = request;
    const collectionId = CollectionId.parse(parts.chance.newId());
    const now = parts.clock();
    const expiresAt = new Date(now.getTime() + validHours * HOUR_MS).toISOString();
    const when = { issuedAt: now.toISOString(), expiresAt, leaseUntil: leaseFrom(now) };
    const what = { collectionId, machineId, variantId, codeHash, ...when };
    await transact(async (within) => {
      await slotFor(within); // again: another may have been promised while we hashed
      await within.collections.issue({ ...what, deviceId, requestId, issuedBy: by });
      await within.feed.add(deviceId, [pinned({ ...what, pin: 1 })]);
    });
    log.info({ event: "collection.issued", collectionId, machineId, variantId });
    changes.announce();
    await feed.push(deviceId);
    return codes.show(what, code);
  }

  async function revoke(collectionId: CollectionId): Promise<void> {
    const deviceId = await transact(async ({ collections, feed }) => {
      const found = (await collections.lock([collectionId])).get(collectionId);
      if (!found) throw new CentreError("not-found", "There is no such collection.");
      if (found.state === "revoked") return undefined;
      if (!mayRevoke(found.state)) throw new CentreError("wrong-state", `It is ${found.state}.`);
      const at = parts.clock().toISOString();
      await collections.keep([afterFact(found, { fact: "revoked", at })]);
      await feed.add(found.deviceId, [{ type: "collection.revoked", collectionId }]);
      return found.deviceId;
    });
    if (deviceId === undefined) return;
    log.info({ event: "collection.revoked", collectionId });
    changes.announce();
    await feed.push(deviceId);
  }

  return { issue, revoke };
}
