import type { CollectionView, MachineKind } from "@drop-in/contracts";
import type { CatalogueStore } from "../catalogue/catalogue.store.ts";
import { describeVariant } from "../catalogue/describe-variant.ts";
import { chooseSlot, mayVendFrom } from "../stock/choose-slot.rules.ts";
import type { Slot } from "../stock/slot.store.ts";
import type { Collection } from "./collection.store.ts";
import { handoverOf } from "./handover.rules.ts";

type Parts = {
  catalogue: CatalogueStore;
  slots: () => readonly Slot[];
  today: () => string;
  machine: () => { name: string; kind: MachineKind };
};

/** From where a collection would come now, and what its person is told of that. */
export function createPromisedSlot(parts: Parts) {
  const { slots, today, machine } = parts;

  /** The slot set aside, or another with the same variant where that one may not be used, or is too high. */
  function slotFor(collection: Collection, reach: "any" | "low" = "any"): Slot | undefined {
    const low = reach === "low" ? lowSlotFor(collection) : undefined;
    return low ?? heldFor(collection) ?? chooseSlot(slots(), collection.variantId, today());
  }

  function heldFor({ slotId, variantId }: Collection): Slot | undefined {
    const held = slotId === null ? undefined : slots().find((slot) => slot.slotId === slotId);
    return held && held.variantId === variantId && mayVendFrom(held, today()) ? held : undefined;
  }

  function lowSlotFor(collection: Collection): Slot | undefined {
    const held = heldFor(collection);
    if (held?.row === "lower") return held;
    const lower = slots().filter(({ row }) => row === "lower");
    return chooseSlot(lower, collection.variantId, today());
  }

  function view(collection: Collection, slot: Slot): CollectionView {
    const { collectionId, variantId } = collection;
    const words = describeVariant(variantId, parts.catalogue.find(variantId));
    const { kind, name: machineName } = machine();
    const handover = handoverOf(kind, slots(), slot.slotId);
    const lowDoor =
      kind === "locker" && slot.row !== "lower" && lowSlotFor(collection) !== undefined;
    return { collectionId, variantId, ...words, machineName, handover, lowDoor };
  }

  return { slotFor, heldFor, view };
}
