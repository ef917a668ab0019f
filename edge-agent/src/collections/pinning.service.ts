import type { CollectionId, MachineId, PinnedCollection } from "@drop-in/contracts";
import type { Transact } from "@drop-in/foundation";
import type { RecordEvent } from "../outbox/record-event.ts";
import { chooseSlot } from "../stock/choose-slot.rules.ts";
import type { StockService } from "../stock/stock.service.ts";
import type { Collection, CollectionStore } from "./collection.store.ts";
import { type BelievedTime, latestPossible } from "./lease.rules.ts";

type Parts = {
  collections: CollectionStore;
  stock: StockService;
  record: RecordEvent;
  transact: Transact;
  today: () => string;
  machine: () => { machineId: MachineId };
  time: () => BelievedTime;
};

/** How a collection comes to this machine and how it leaves it again, so that it is never ready at two (V8). */
export function createPinning(parts: Parts) {
  const { collections, stock, record, transact, today, machine, time } = parts;

  /** Sets one aside for a collection the centre pinned here. Applied once, however often it comes. */
  function pin({ pin = 1, ...pinned }: PinnedCollection): void {
    const { collectionId, machineId, leaseUntil } = pinned;
    const known = collections.find(collectionId);
    if (known && !isNewer(pin, known)) {
      if (pin === known.pin) collections.extendLease(collectionId, leaseUntil);
      return;
    }
    const slot =
      machineId === machine().machineId
        ? chooseSlot(stock.slots(), pinned.variantId, today())
        : undefined;
    const put = known ? collections.pinAnew : collections.add;
    const here = put({ ...pinned, pin }, slot ? "ready" : "no-stock", slot?.slotId ?? null);
    promised(pinned, here ? slot : undefined);
  }

  function promised(
    { collectionId, machineId }: Pick<Collection, "collectionId" | "machineId">,
    slot: ReturnType<typeof chooseSlot>,
  ): void {
    const what = { collectionId, machineId };
    record(
      slot
        ? { type: "collection.set-aside.v1", payload: { ...what, slotId: slot.slotId } }
        : { type: "collection.not-set-aside.v1", payload: what },
    );
  }

  /**
   * It is wanted elsewhere. What nobody is taking is let go for good, in the commit that says so; what may have come out of
   * this machine stays. One never heard of cannot be handed out: that is as good as let go.
   */
  function release(collectionId: CollectionId, pin = 1): void {
    const known = collections.find(collectionId);
    if (known && pin < known.pin) return; // asked of a pin that is over
    if (known && known.pin === pin && known.letGo) return; // said when it was let go
    const machineId = known?.machineId ?? machine().machineId;
    const payload = { collectionId, machineId, pin };
    if (known && mayBeOut(known)) return record({ type: "collection.kept.v1", payload });
    if (known && known.state !== "revoked") collections.letGo(collectionId, "released");
    record({ type: "collection.released.v1", payload });
  }

  /** A lease that is seen to be over is over, whatever the clock says later. The centre hears that it may go elsewhere. */
  function lapseDue(): void {
    const latest = latestPossible(time());
    if (!latest) return;
    const due = collections.leaseOver(latest.toISOString());
    if (due.length === 0) return;
    transact(() => due.forEach(lapse));
  }

  function lapse({ collectionId, machineId, pin }: Collection): void {
    collections.letGo(collectionId, "lapsed");
    record({ type: "collection.released.v1", payload: { collectionId, machineId, pin } });
  }

  /**
   * The centre has named all it knows of here: what else nobody is taking is let go, and that is said, so that what was
   * left out by mistake or by lateness comes back under a later pin. One made here is not the centre's to name.
   */
  function keepOnly(named: ReadonlySet<string>): void {
    for (const collection of collections.open()) {
      if (collection.leaseUntil !== null && !named.has(collection.collectionId)) lapse(collection);
    }
  }

  return { pin, promised, release, lapseDue, keepOnly };
}

/** A pin that may make it ready again here: a later one, of something that cannot have come out. */
function isNewer(pin: number, known: Collection): boolean {
  return pin > known.pin && !mayBeOut(known) && !known.takenBack;
}

function mayBeOut({ state }: Collection): boolean {
  return state === "in-progress" || state === "with-staff" || state === "dispensed";
}
