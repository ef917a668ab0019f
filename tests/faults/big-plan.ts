import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MachinePlan } from "@drop-in/contracts";
import { demoPlan } from "../hub-under-test.ts";

/** The demo machine with deep slots, so that hundreds of vends do not empty it. */
export const bigPlan = withDeepSlots(MachinePlan.parse(JSON.parse(readFileSync(demoPlan, "utf8"))));

export function writePlan(plan: MachinePlan): string {
  const file = join(mkdtempSync(join(tmpdir(), "drop-in-plan-")), "plan.json");
  writeFileSync(file, JSON.stringify(plan));
  return file;
}

function withDeepSlots(plan: MachinePlan): MachinePlan {
  return { ...plan, slots: plan.slots.map((slot) => ({ ...slot, capacity: 50, stock: 50 })) };
}
