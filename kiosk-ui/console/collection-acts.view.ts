import type { CollectionId, CollectionRow, DeviceRow, StockRow } from "@drop-in/contracts";
import { freeOf, type MachineOption, machinesOf } from "./issue.view.ts";

export type CollectionAct = "revoke" | "move" | "decide";
export type Asked = { collectionId: CollectionId; act: CollectionAct };
/** `requestId`: asked again because no answer came, it is the same request, and makes no second code. */
export type Asking = Asked & { requestId: string };

/** Once a machine has begun, only the machine and staff beside it can say what happened. */
const open: readonly CollectionRow["state"][] = ["issued", "on-machine", "no-stock"];

/** What may be done about this code now, the mildest first. */
export function actsFor(
  { state, toMachineId }: Pick<CollectionRow, "state" | "toMachineId">,
  hasTargets: boolean,
): CollectionAct[] {
  const onItsWay = toMachineId !== null && toMachineId !== undefined;
  const acts: CollectionAct[] = [];
  if (hasTargets && !onItsWay && (open.includes(state) || state === "needs-staff")) {
    acts.push("move");
  }
  if (open.includes(state)) acts.push("revoke");
  if (state === "needs-staff") acts.push("decide");
  return acts;
}

/** Other machines that have one to spare. */
export function machinesToMoveTo(
  { machineId, variantId }: Pick<CollectionRow, "machineId" | "variantId">,
  stock: readonly StockRow[],
  devices: readonly DeviceRow[],
): MachineOption[] {
  const rows = stock.filter(
    (row) => row.variantId === variantId && row.machineId !== machineId && freeOf(row) > 0,
  );
  return machinesOf(rows, devices);
}
