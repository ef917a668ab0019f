import { afterAll, beforeAll, expect, test } from "vitest";
import { bigPlan, writePlan } from "../faults/big-plan.ts";
import { killDuringVends } from "../faults/kill-vend.ts";
import { seeded } from "../faults/seeded.ts";
import { type HubUnderTest, startTestHub } from "../hub-under-test.ts";

let hub: HubUnderTest;
beforeAll(async () => {
  hub = await startTestHub({ motorTurnMs: 300, planFile: writePlan(bigPlan) });
});
afterAll(() => hub.close());

test("kill -9 in the middle of vends: no second item, no lost event, everything finished or on the staff list", async () => {
  const report = await killDuringVends({
    hub,
    plan: bigPlan,
    kills: 14,
    random: seeded(20261123),
    tell: () => {},
  });
  expect(report).toMatchObject({
    kills: 14,
    doubleDispenses: 0,
    falseOutcomes: 0,
    lostEvents: 0,
    unaccounted: 0,
    bookEqualsShelf: true,
  });
  expect(report.itemsDropped).toBeGreaterThan(0);
});
