import { MachinePlan } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type KeptPlanStore = ReturnType<typeof createKeptPlanStore>;

/** A planogram of the centre that waits until nobody is being served (V16). */
export function createKeptPlanStore(db: Db) {
  const select = db.prepare<[], string>("select plan_json from kept_plan").pluck();
  const upsert = db.prepare(`
    insert into kept_plan (only_row, plan_json) values (1, ?)
    on conflict (only_row) do update set plan_json = excluded.plan_json`);
  const remove = db.prepare("delete from kept_plan");

  return {
    find(): MachinePlan | undefined {
      const json = select.get();
      return json === undefined ? undefined : MachinePlan.parse(JSON.parse(json));
    },
    save(plan: MachinePlan): void {
      upsert.run(JSON.stringify(plan));
    },
    clear(): void {
      remove.run();
    },
  };
}
