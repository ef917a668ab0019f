import { expect, test } from "vitest";
import { planIn } from "./plan-file.ts";

const slot = {
  slotId: "A01",
  selection: 101,
  variantId: "x",
  capacity: 1,
  par: 1,
  stock: 1,
  lot: "L1",
};
const plan = { machineId: "locker-1", name: "Lockers", protocol: "kr-cu16", slots: [slot] };

test("a plan that was kept is read back", () => {
  expect(planIn(JSON.stringify(plan))).toMatchObject({ machineId: "locker-1", slots: [slot] });
});

test("a file that is no plan, or not even JSON, is refused and harms nothing", () => {
  expect(planIn("holiday.jpg")).toBeNull();
  expect(planIn(JSON.stringify({ ...plan, protocol: "toaster" }))).toBeNull();
});
