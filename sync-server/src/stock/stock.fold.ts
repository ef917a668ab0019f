import type { DeviceId, MachineId, SlotId } from "@drop-in/contracts";
import { afterAdjusted, afterLoaded, keyOf, type Loaded, type Slot } from "./stock.rules.ts";
import type { StockStore } from "./stock.store.ts";

type Place = { machineId: MachineId; slotId: SlotId };
type Step = { place: Place; after: (before: Slot | undefined) => Slot | undefined };

/** What a batch says of the book of slots. A slot nobody has loaded has no book. */
export function foldStock(stock: StockStore) {
  const steps: Step[] = [];
  const add = (place: Place, after: Step["after"]): void => void steps.push({ place, after });

  return {
    loaded: (
      { machineId, slotId, variantId, lot, count, par, capacity }: Loaded,
      deviceId: DeviceId,
    ) =>
      add({ machineId, slotId }, (before) =>
        afterLoaded(before, deviceId, { machineId, slotId, variantId, lot, count, par, capacity }),
      ),
    adjusted: (adjusted: Place & { change: number }): void =>
      add(adjusted, (before) => before && afterAdjusted(before, adjusted.change)),
    setLocked: (place: Place, locked: boolean): void =>
      add(place, (before) => before && { ...before, locked }),
    async save(): Promise<void> {
      if (steps.length === 0) return;
      const known = await stock.lock(steps.map(({ place }) => place.machineId));
      const changed = new Map<string, Slot>();
      for (const { place, after } of steps) {
        const key = keyOf(place);
        const next = after(changed.get(key) ?? known.get(key));
        if (next) changed.set(key, next);
      }
      await stock.keep([...changed.values()]);
    },
  };
}
