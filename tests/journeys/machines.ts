import { join } from "node:path";
import { MachineId, VariantId } from "@drop-in/contracts";
import { eventually, type HubUnderTest } from "../hub-under-test.ts";
import { collectionIs, machineReady } from "./acts.ts";

export const planOf = (name: "locker" | "keypad") =>
  join(import.meta.dirname, `../../launch/demo/${name}.plan.json`);

/** A code for this very thing from this very machine, known to its box. */
export async function codeFor(hub: HubUnderTest, machine: string, variant: string) {
  const [machineId, variantId] = [MachineId.parse(machine), VariantId.parse(variant)];
  const issued = await eventually("a code", () => hub.console.issue(machineId, variantId));
  await collectionIs(hub, issued.collectionId, "on-machine");
  await machineReady(hub);
  return issued.code.replace("-", "");
}
