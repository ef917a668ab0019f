import type {
  CollectionId,
  DecideCollection,
  DeviceId,
  IssuedCollection,
  MoveCollection,
  StaffId,
} from "@drop-in/contracts";
import type { Changes, Log, Timer } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import { CentreError } from "../centre-error.ts";
import type { FeedService } from "../feed/feed.service.ts";
import type { Stores, Transact } from "../stores.ts";
import { type CodeParts, createCodes } from "./codes.ts";
import { mayRevoke } from "./collection.rules.ts";
import type { WholeCollection } from "./collection.store.ts";
import { findSlot } from "./find-slot.ts";
import { isLeaseOver } from "./lease.rules.ts";
import { createOnce } from "./once.ts";

export type MoveService = ReturnType<typeof createMoveService>;

type Parts = CodeParts & {
  feed: Pick<FeedService, "push">;
  transact: Transact;
  changes: Changes;
  clock: Clock;
  timer: Timer;
  log: Log;
};

/** Brings a collection to another machine, which gets it only when the first has let go, or a person has spoken for it (V8). */
export function createMoveService(parts: Parts) {
  const { stores, feed, transact, changes, clock, log } = parts;
  const codes = createCodes(parts);
  const once = createOnce<IssuedCollection>(parts.timer);

  /** The new code is made now, because the person stands here now; it is good at the new machine alone. */
  const move = (
    collectionId: CollectionId,
    request: MoveCollection,
    by: StaffId,
  ): Promise<IssuedCollection> => once(request.requestId, () => moveNew(collectionId, request, by));

  async function moveNew(
    collectionId: CollectionId,
    { machineId }: MoveCollection,
    staffId: StaffId,
  ): Promise<IssuedCollection> {
    const { variantId } = await transact((within) => movable(within, collectionId));
    const slotFor = (from: Stores) =>
      findSlot(from, { machineId, variantId }, clock().toISOString());
    const { deviceId: toDeviceId } = await slotFor(stores);
    const { code, codeHash } = await codes.fresh(toDeviceId);
    const found = await transact(async (within) => {
      const collection = await movable(within, collectionId);
      if (collection.machineId === machineId) {
        throw new CentreError("wrong-state", "It is at this machine.");
      }
      await slotFor(within); // again: another may have been promised while we hashed
      const to = { toDeviceId, toMachineId: machineId, toCodeHash: codeHash };
      await within.collections.keep([{ ...collection, ...to, keptAt: null }]);
      const act = { what: "move-asked" as const, staffId, reason: machineId };
      await within.leases.noteAct(collectionId, clock().toISOString(), act);
      const { deviceId, pin } = collection;
      await within.feed.add(deviceId, [{ type: "collection.release-asked", collectionId, pin }]);
      return collection;
    });
    log.info({ event: "collection.move-asked", collectionId, machineId });
    changes.announce();
    await feed.push(found.deviceId);
    return codes.show({ ...found, machineId }, code);
  }

  async function movable(within: Stores, collectionId: CollectionId): Promise<WholeCollection> {
    const found = await existing(within, collectionId);
    const { state, letGoAt, toMachineId, expiresAt } = found;
    if (toMachineId !== null || letGoAt !== null) {
      throw new CentreError("wrong-state", "It is on its way already.");
    }
    if (expiresAt <= clock().toISOString()) throw new CentreError("wrong-state", "It is expired.");
    if (!mayRevoke(state) && state !== "needs-staff") {
      throw new CentreError("wrong-state", `It is ${state}.`);
    }
    return found;
  }

  /**
   * A person says what became of it at a machine that does not answer. Not before that machine can hand it out no more,
   * unless it was revoked: until then the answer could change.
   */
  async function decide(
    collectionId: CollectionId,
    { itemCame, reason }: DecideCollection,
    staffId: StaffId,
  ): Promise<void> {
    const revokedAt = await transact(async (within): Promise<DeviceId | undefined> => {
      const found = await existing(within, collectionId);
      const { state, leaseUntil, deviceId } = found;
      if (state === "dispensed" || state === "revoked" || found.letGoAt !== null) {
        throw new CentreError("wrong-state", `It is ${state}.`);
      }
      const isOver =
        isLeaseOver(leaseUntil, clock()) || (await within.leases.isOfRevokedDevice(collectionId));
      if (!isOver) throw new CentreError("wrong-state", "Its machine may still hand it out.");
      const at = clock().toISOString();
      const what = itemCame ? ("came" as const) : ("did-not-come" as const);
      await within.leases.noteAct(collectionId, at, { what, staffId, reason });
      await within.collections.keep([decided(found, itemCame, at)]);
      if (itemCame || found.toMachineId !== null) return undefined;
      await within.feed.add(deviceId, [{ type: "collection.revoked", collectionId }]);
      return deviceId;
    });
    log.info({ event: "collection.decided", collectionId, itemCame });
    changes.announce();
    if (revokedAt !== undefined) await feed.push(revokedAt);
  }

  return { move, decide };
}

async function existing(within: Stores, collectionId: CollectionId): Promise<WholeCollection> {
  const found = await within.collections.lockWhole(collectionId);
  if (!found) throw new CentreError("not-found", "There is no such collection.");
  return found;
}

/** Nothing came of it: it goes where it is wanted, or ends here, and the person is given another. */
function decided(found: WholeCollection, itemCame: boolean, at: string): WholeCollection {
  const next = { ...found, silentAt: null, changedAt: at };
  const nowhere = { toDeviceId: null, toMachineId: null, toCodeHash: null };
  if (itemCame) return { ...next, ...nowhere, state: "dispensed" };
  if (found.toMachineId === null) return { ...next, state: "revoked" };
  return { ...next, state: "issued", letGoAt: at };
}
