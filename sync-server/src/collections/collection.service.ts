import {
  CollectionId,
  encodeToken,
  formatCode,
  type IssueCollection,
  type IssuedCollection,
  type StaffId,
  writeToken,
} from "@drop-in/contracts";
import type { Changes, Log, Timer, Transact } from "@drop-in/foundation";
import type { Chance } from "../adapters/chance.ts";
import type { Clock } from "../adapters/clock.ts";
import type { SigningKey } from "../adapters/signing-key.ts";
import { CentreError } from "../centre-error.ts";
import type { DeviceStore } from "../devices/device.store.ts";
import type { FeedService } from "../feed/feed.service.ts";
import type { BookRow, StockStore } from "../stock/stock.store.ts";
import { chooseCode } from "./choose-code.rules.ts";
import { mayRevoke, promisable } from "./collection.rules.ts";
import type { CollectionStore } from "./collection.store.ts";

export type CollectionService = ReturnType<typeof createCollectionService>;

type Parts = {
  collections: CollectionStore;
  stock: StockStore;
  devices: DeviceStore;
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
const CLOCK_LEEWAY_MS = 5 * 60_000; // a machine's clock may be a little behind ours
const REPEAT_WITHIN_MS = 10 * 60_000;

/** Promises one item of one machine to one person. The code leaves here once and is kept nowhere. */
export function createCollectionService(parts: Parts) {
  const { collections, stock, devices, feed, transact, changes, log } = parts;
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
    if (collections.isIssued(request.requestId)) {
      throw new CentreError("already-issued", "This was issued; its code is not kept.");
    }
    const { deviceId } = slotFor(request);
    const code = chooseCode(() => parts.chance.symbols(7));
    const codeHash = await parts.hashForDevice(code, devices.codeSalt(deviceId));
    if (collections.isCodeTaken(deviceId, codeHash)) return issueNew(request, by);

    const { machineId, variantId, requestId, validHours } = request;
    const collectionId = CollectionId.parse(parts.chance.newId());
    const now = parts.clock();
    const notBefore = new Date(now.getTime() - CLOCK_LEEWAY_MS);
    const expires = new Date(now.getTime() + validHours * HOUR_MS);
    const expiresAt = expires.toISOString();
    transact(() => {
      slotFor(request); // again: another may have been promised while we hashed
      const issuedAt = now.toISOString();
      const what = { collectionId, deviceId, machineId, variantId, codeHash };
      collections.issue({ ...what, requestId, issuedAt, issuedBy: by, expiresAt });
      const when = { notBefore: notBefore.toISOString(), expiresAt };
      const collection = { collectionId, machineId, variantId, codeHash, ...when };
      feed.append(deviceId, { type: "collection.pinned", collection });
    });
    feed.push(deviceId);
    log.info({ event: "collection.issued", collectionId, machineId, variantId });
    changes.announce();

    const signed = encodeToken({
      keyId: parts.key.keyId,
      collectionId,
      machineId,
      notBefore: Math.floor(notBefore.getTime() / 1_000),
      expires: Math.floor(expires.getTime() / 1_000),
    });
    const qr = writeToken(signed, parts.key.sign(signed));
    return { collectionId, code: formatCode(code), qr, expiresAt };
  }

  /** A slot that could serve the request, or a refusal: what cannot be kept is not promised. */
  function slotFor({ machineId, variantId }: IssueCollection): BookRow {
    const now = parts.clock().toISOString();
    const machine = stock.all(now).filter((slot) => slot.machineId === machineId);
    if (machine.length === 0) throw new CentreError("no-machine", "No such machine is known.");
    const slots = machine.filter((slot) => slot.variantId === variantId);
    const [first] = slots;
    const left = promisable(slots, collections.promised(machineId, variantId, now));
    if (!first || left <= 0) throw new CentreError("no-stock", "None is left to promise there.");
    return first;
  }

  function revoke(collectionId: CollectionId): void {
    const found = collections.find(collectionId);
    if (!found) throw new CentreError("not-found", "There is no such collection.");
    if (found.state === "revoked") return;
    if (!mayRevoke(found.state)) throw new CentreError("wrong-state", `It is ${found.state}.`);
    transact(() => {
      collections.happened(collectionId, "revoked", parts.clock().toISOString());
      feed.append(found.deviceId, { type: "collection.revoked", collectionId });
    });
    feed.push(found.deviceId);
    log.info({ event: "collection.revoked", collectionId });
    changes.announce();
  }

  return { issue, revoke };
}
