import type { MachineId, VariantId } from "@drop-in/contracts";
import { CentreError } from "../centre-error.ts";
import { isRecalled } from "../recalls/recall.rules.ts";
import type { Slot } from "../stock/stock.rules.ts";
import type { Stores } from "../stores.ts";
import { promisable } from "./collection.rules.ts";

type Wanted = { machineId: MachineId; variantId: VariantId };

/** A slot that could serve it, or a refusal: what cannot be kept is not promised. */
export async function findSlot(from: Stores, wanted: Wanted, now: string): Promise<Slot> {
  const { machineId, variantId } = wanted;
  const machine = await from.stock.ofMachine(machineId);
  if (machine.length === 0) throw new CentreError("no-machine", "No such machine is known.");
  const recalls = await from.recalls.active();
  const slots = machine.filter(
    (slot) => slot.variantId === variantId && !isRecalled(slot, recalls),
  );
  const [first] = slots;
  if (first && (await from.identities.hold(first.deviceId))?.revokedAt) {
    throw new CentreError("no-machine", "The device of this machine was revoked.");
  }
  const left = promisable(slots, await from.collections.promised(machineId, variantId, now));
  if (!first || left <= 0) throw new CentreError("no-stock", "None is left to promise there.");
  return first;
}
