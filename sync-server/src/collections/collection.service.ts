import {
  CollectionId,
  encodeToken,
  formatCode,
  type IssueCollection,
  type IssuedCollection,
  type StaffId,
  writeToken,
} from "@drop-in/contracts";
import type { Changes, Log, Timer } from "@drop-in/foundation";
import type { Chance } from "../adapters/chance.ts";
import type { Clock } from "../adapters/clock.ts";
import type { SigningKey } from "../adapters/signing-key.ts";
import { CentreError } from "../centre-error.ts";
import { notBeforeOf, pinned } from "../feed/feed.rules.ts";
import type { FeedService } from "../feed/feed.service.ts";
import type { Slot } from "../stock/stock.rules.ts";
import type { Stores, Transact } from "../stores.ts";
import { chooseCode } from "./choose-code.rules.ts";
import { afterFact } from "./collection.fold.ts";
import { mayRevoke, promisable } from "./collection.rules.ts";

export type CollectionService = ReturnType<typeof createCollectionService>;

type Parts = {
  stores: Stores;
  feed: FeedService;
  key: SigningKey;
  hashForDevice: (secret: string, saltHex: string) => Promise<string>;
  chance: Chance;
  transact: Transact;
  changes: Changes;
  clock: Clock;
  timer: Timer;
  log: Log;
};

const HOUR_MS = 3_600_000;
const REPEAT_WITHIN_MS = 10 * 60_000;

/** Promises one item of one machine to one person. The code leaves here once and is kept nowhere. */
export function createCollectionService(parts: Parts) {
  const { stores, feed, transact, changes, log } = parts;
  const answers = new Map<string, Promise<IssuedCollection>>();

  /** A repeated request (a lost answer, a second click) gets the same answer, for ten minutes. */
  function issue(request: IssueCollection, by: StaffId): Promise<IssuedCollection> {
    const known = answers.get(request.requestId);
    if (known) return known;
    const answer = issueNew(request, by);
    answers.set(request.requestId, answer);
    const forget = () => answers.delete(request.requestId);
    parts.timer(REPEAT_WITHIN_MS, forget);
    answer.catch(forget);
    return answer;
  }

  async function issueNew(request: IssueCollection, by: StaffId): Promise<IssuedCollection> {
    if (await stores.collections.isIssued(request.requestId)) {
      throw new CentreError("already-issued", "This was issued; its code is not kept.");
    }
    const { deviceId } = await slotFor(stores, request);
    const code = chooseCode(() => parts.chance.symbols(7));
    const salt = await stores.devices.codeSalt(deviceId);
    const codeHash = await parts.hashForDevice(code, salt);
    if (await stores.collections.isCodeTaken(deviceId, codeHash)) return issueNew(request, by);

    const { machineId, variantId, requestId, validHours } = request;
    const collectionId = CollectionId.parse(parts.chance.newId());
    const now = parts.clock();
    const issuedAt = now.toISOString();
    const expiresAt = new Date(now.getTime() + validHours * HOUR_MS).toISOString();
    const what = { collectionId, machineId, variantId, codeHash, issuedAt, expiresAt };
    await transact(async (within) => {
      await slotFor(within, request); // again: another may have been promised while we hashed
      await within.collections.issue({ ...what, deviceId, requestId, issuedBy: by });
      await within.feed.add(deviceId, [pinned(what)]);
    });
    log.info({ event: "collection.issued", collectionId, machineId, variantId });
    changes.announce();
    await feed.push(deviceId);

    const notBefore = secondsOf(notBeforeOf(issuedAt));
    const token = { collectionId, machineId, notBefore, expires: secondsOf(expiresAt) };
    const signed = encodeToken({ keyId: parts.key.keyId, ...token });
    const qr = writeToken(signed, parts.key.sign(signed));
    return { collectionId, code: formatCode(code), qr, expiresAt };
  }

  /** A slot that could serve the request, or a refusal: what cannot be kept is not promised. */
  async function slotFor(from: Stores, { machineId, variantId }: IssueCollection): Promise<Slot> {
    const machine = await from.stock.ofMachine(machineId);
    if (machine.length === 0) throw new CentreError("no-machine", "No such machine is known.");
    const slots = machine.filter((slot) => slot.variantId === variantId);
    const [first] = slots;
    const now = parts.clock().toISOString();
    if (first && (await from.identities.hold(first.deviceId))?.revokedAt) {
      throw new CentreError("no-machine", "The device of this machine was revoked.");
    }
    const left = promisable(slots, await from.collections.promised(machineId, variantId, now));
    if (!first || left <= 0) throw new CentreError("no-stock", "None is left to promise there.");
    return first;
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

const secondsOf = (iso: string): number => Math.floor(new Date(iso).getTime() / 1_000);
