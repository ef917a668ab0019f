import { MachinePlan, type SlotId, type VariantId } from "@drop-in/contracts";
import { type Log, reasonOf, type Transact } from "@drop-in/foundation";
import { isLockKept, type Slot } from "../stock/slot.store.ts";
import type { StockService } from "../stock/stock.service.ts";
import type { Savepoint } from "../storage/storage.ts";
import { problemsOf } from "./draft.rules.ts";
import type { KeptPlanStore } from "./kept-plan.store.ts";
import type { PlanStore } from "./plan.store.ts";

export type PlanogramService = ReturnType<typeof createPlanogramService>;

type Parts = {
  plans: PlanStore;
  keptPlan: KeptPlanStore;
  stock: Pick<StockService, "slots" | "commission" | "relay" | "lock">;
  isKnown: (variantId: VariantId) => boolean;
  /** Somebody is being served, or a technician is at the machine. */
  busy: () => boolean;
  /** Promises and recalls are looked at again: the book is another. */
  relaid: () => void;
  /** The first plan of a box: its machine is opened. */
  open: (plan: MachinePlan) => void;
  transact: Transact;
  savepoint: Savepoint;
  log: Log;
};

/** The planogram as the centre wants it. What the machine was taught here stays: only the slots are the centre's to lay out. */
export function createPlanogramService(parts: Parts) {
  const { plans, keptPlan, stock, transact, savepoint, log } = parts;
  let toOpen: MachinePlan | undefined;

  /** The plan file counts once: what the book is laid out by is kept with it, and the file is not asked again. */
  function seed(plan: MachinePlan | undefined): void {
    transact(() => {
      if (plan && !plans.find()) plans.save(plan);
      const now = plans.find();
      if (now) stock.commission(now);
    });
  }

  /** Nothing about the machine changes between an intent and its outcome: until then it is kept (V16). */
  function set(plan: MachinePlan): void {
    needSense(plan);
    if (parts.busy()) return keptPlan.save(plan);
    keptPlan.clear();
    lay(plan);
  }

  function needSense(plan: MachinePlan): void {
    const now = plans.find();
    if (now && (now.machineId !== plan.machineId || now.protocol !== plan.protocol)) {
      throw new Error("The planogram is of another machine.");
    }
    const [problem] = problemsOf(plan, parts.isKnown);
    if (problem) throw new Error(problem);
  }

  function lay(plan: MachinePlan): void {
    const now = plans.find();
    if (!now) {
      plans.save(plan);
      stock.commission(plan);
      toOpen = plan;
    } else {
      const next = MachinePlan.parse({ ...now, name: plan.name, slots: plan.slots });
      const before = stock.slots();
      plans.save(next);
      stock.relay(next);
      const look = unseen(before, next);
      for (const slot of stock.slots()) {
        if (look.has(slot.slotId) && !isLockKept(slot)) stock.lock(slot.slotId, "staff");
      }
    }
    parts.relaid();
  }

  /** To be called when something has changed and no transaction is open. */
  function settle(): void {
    const plan = keptPlan.find();
    if (plan && !parts.busy()) transact(() => layKept(plan));
    const first = toOpen;
    toOpen = undefined;
    if (first && plans.find()) parts.open(first);
  }

  function layKept(plan: MachinePlan): void {
    const laid = savepoint(() => set(plan));
    if (laid.kind === "done") return;
    log.error({ event: "planogram.refused", why: reasonOf(laid.error) });
    keptPlan.clear();
  }

  return { seed, set, settle };
}

/** Where something else should lie than before: a message fills no slot, so somebody must look first. */
function unseen(before: readonly Slot[], { slots }: MachinePlan): Set<SlotId> {
  const old = new Map(before.map((slot) => [slot.slotId, slot]));
  const others = slots.filter(({ slotId, variantId, lot }) => {
    const was = old.get(slotId);
    return was?.variantId !== variantId || was.lot !== lot;
  });
  return new Set(others.map(({ slotId }) => slotId));
}
