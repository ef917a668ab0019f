import {
  type CollectionCheck,
  type CollectionId,
  type MachineId,
  type MachineKind,
  parseCode,
  readToken,
  type SlotId,
} from "@drop-in/contracts";
import type { Transact } from "@drop-in/foundation";
import type { HashSecret, VerifySignature } from "../adapters/chance.ts";
import type { Clock } from "../adapters/clock.ts";
import type { CatalogueStore } from "../catalogue/catalogue.store.ts";
import type { TryGate } from "../limits/try-gate.ts";
import type { RecordEvent } from "../outbox/record-event.ts";
import { chooseSlot } from "../stock/choose-slot.rules.ts";
import type { StockService } from "../stock/stock.service.ts";
import { refusalOf } from "./collection.rules.ts";
import type { Collection, CollectionStore } from "./collection.store.ts";
import type { KeysStore } from "./keys.store.ts";
import { type BelievedTime, earliestPossible } from "./lease.rules.ts";
import { createPinning } from "./pinning.service.ts";
import { createPromisedSlot } from "./promised-slot.ts";

export type CollectionService = ReturnType<typeof createCollectionService>;

type Parts = {
  collections: CollectionStore;
  keys: KeysStore;
  catalogue: CatalogueStore;
  stock: StockService;
  gate: TryGate;
  record: RecordEvent;
  transact: Transact;
  clock: Clock;
  today: () => string;
  /** What leases and expiry are judged by. */
  trueTime: () => BelievedTime;
  machine: () => { machineId: MachineId; name: string; kind: MachineKind };
  vending: () => "ready" | "paused";
  hashSecret: HashSecret;
  verifySignature: VerifySignature;
};

const RENEWED_MS = 3_600_000;

/** Who may take what from this machine: pinned here, judged here, with or without a network. */
export function createCollectionService(parts: Parts) {
  const { collections, keys, stock, transact, today, machine, trueTime } = parts;
  const now = () => trueTime().at;
  const { slotFor, heldFor, view } = createPromisedSlot({
    catalogue: parts.catalogue,
    slots: stock.slots,
    today,
    machine,
  });
  const pinning = createPinning({ ...parts, today, time: trueTime });

  /**
   * A new right in place of one that came to nothing or to harm: made here by two of staff, good for this hour, and
   * without a code, because it is spent in the moment it is made. In the transaction that records it.
   */
  function renew(replaces: CollectionId, collectionId: CollectionId): Collection | undefined {
    const old = collections.find(replaces);
    if (!old) return undefined;
    const slot = chooseSlot(stock.slots(), old.variantId, today());
    if (!slot) return undefined;
    const { machineId, variantId } = old;
    const notBefore = now().toISOString();
    const expiresAt = new Date(now().getTime() + RENEWED_MS).toISOString();
    // Never a hash, so no typed code can be its.
    const pinned = { collectionId, machineId, variantId, codeHash: `none ${collectionId}` };
    const here = { pin: 1, leaseUntil: null };
    collections.add({ ...pinned, ...here, notBefore, expiresAt }, "ready", slot.slotId);
    return collections.find(collectionId);
  }

  /**
   * The book or a recall changed: whoever was promised from a slot that may not be used now is promised elsewhere, or not
   * (V7, V6); whoever could not be promised any may be now.
   */
  function rechoose(): void {
    const { machineId } = machine();
    for (const collection of collections.open()) {
      if (collection.machineId !== machineId || (collection.slotId && heldFor(collection)))
        continue;
      const slot = chooseSlot(stock.slots(), collection.variantId, today());
      if (!slot && collection.state === "no-stock") continue;
      collections.set(collection.collectionId, slot ? "ready" : "no-stock", slot?.slotId ?? null);
      pinning.promised(collection, slot);
    }
  }

  /** Whatever it is in the middle of goes on, but it is never ready again. */
  function revoke(collectionId: CollectionId): void {
    const collection = collections.find(collectionId);
    collections.takeBack(collectionId);
    const open = collection?.state === "ready" || collection?.state === "no-stock";
    if (open) collections.set(collectionId, "revoked", null);
  }

  /**
   * A spent time stays spent: what is past its time is marked so, whatever the clock says later. A clock that nobody has
   * confirmed spends nothing for good: it may be years ahead.
   */
  function expireDue(): void {
    const surely = earliestPossible(trueTime()); // for good: so only what is past its time whatever the time may be
    if (!surely) return;
    const due = collections.due(surely.toISOString());
    if (due.length > 0) {
      transact(() => {
        for (const { collectionId } of due) collections.set(collectionId, "expired", null);
      });
    }
    pinning.lapseDue();
  }

  async function checkCode(typed: string): Promise<CollectionCheck> {
    const parsed = parseCode(typed);
    if (parsed.kind !== "code") return { kind: "refused", reason: "typo" };
    const salt = keys.find()?.codeSalt;
    const tried = await parts.gate.try(async () =>
      salt === undefined
        ? undefined
        : collections.byCodeHash(await parts.hashSecret(parsed.code, salt)),
    );
    if (tried.kind === "wait") return tried;
    if (tried.kind === "wrong") return { kind: "refused", reason: "not-recognised" };
    return judge(tried.found);
  }

  /** A scanned text. A signature cannot be guessed, so scans do not count as tries. */
  function checkScan(text: string): CollectionCheck {
    const read = readToken(text);
    if (read.kind === "unreadable") return { kind: "refused", reason: "not-recognised" };
    const key = keys.find()?.signingKeys.find(({ keyId }) => keyId === read.token.keyId);
    if (!key || !parts.verifySignature(key.publicKeyPem, read.signed, read.signature)) {
      return { kind: "refused", reason: "not-recognised" };
    }
    if (read.token.machineId !== machine().machineId) {
      return { kind: "refused", reason: "other-machine" };
    }
    const collection = collections.find(read.token.collectionId);
    // Genuine, but the machine has not heard of it: a person can help, and nothing was set aside.
    return collection ? judge(collection) : { kind: "refused", reason: "with-staff" };
  }

  function judge(found: Collection): CollectionCheck {
    expireDue(); // what is seen to be past its time stays so, wherever the clock goes next
    const collection = collections.find(found.collectionId) ?? found;
    const reason = refusalOf(collection, trueTime());
    if (reason) return { kind: "refused", reason };
    const slot = slotFor(collection);
    if (!slot) return { kind: "refused", reason: "out-of-stock" };
    if (parts.vending() === "paused") return { kind: "refused", reason: "vending-paused" };
    return { kind: "ready", collection: view(collection, slot) };
  }

  return {
    pin: pinning.pin,
    release: pinning.release,
    extendLease: collections.extendLease,
    refusalOf: (collection: Collection) => refusalOf(collection, trueTime()),
    renew,
    rechoose,
    revoke,
    expireDue,
    checkCode,
    checkScan,
    slotFor,
    find: collections.find,
    keepOnly: pinning.keepOnly,
    readyCount: (): number => collections.inState("ready").length,
    /** In the transaction of the attempt that moves it. */
    set(collectionId: CollectionId, state: Collection["state"], slotId: SlotId | null): void {
      const takenBack = state === "ready" && collections.find(collectionId)?.takenBack;
      if (takenBack) collections.set(collectionId, "revoked", null);
      else collections.set(collectionId, state, slotId);
      if (state === "dispensed") parts.gate.forgive();
    },
  };
}
