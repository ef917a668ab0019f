import { MachinePlan } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type PlanStore = ReturnType<typeof createPlanStore>;

/** The machine of this box, as commissioning left it. */
export function createPlanStore(db: Db) {
  const select = db.prepare<[], string>("select plan_json from machine_plan").pluck();
  const upsert = db.prepare(
    "insert into machine_plan (only_row, plan_json) values (1, ?) on conflict (only_row) do update set plan_json = excluded.plan_json",
  );

  return {
    find(): MachinePlan | undefined {
      const json = select.get();
      return json === undefined ? undefined : MachinePlan.parse(JSON.parse(json));
    },
    save(plan: MachinePlan): void {
      upsert.run(JSON.stringify(plan));
    },
  };
}
