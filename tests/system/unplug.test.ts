import { afterAll, beforeAll, expect, test } from "vitest";
import { bigPlan, writePlan } from "../faults/big-plan.ts";
import { seeded } from "../faults/seeded.ts";
import { unplugDuringVends } from "../faults/unplug.ts";
import { type HubUnderTest, startTestHub } from "../hub-under-test.ts";

let hub: HubUnderTest;
beforeAll(async () => {
  hub = await startTestHub({ motorTurnMs: 300, planFile: writePlan(bigPlan) });
});
afterAll(() => hub.close());

test("the cable pulled in the middle of vends: no old order, no second item, and the machine is back each time", async () => {
  const report = await unplugDuringVends({
    hub,
    plan: bigPlan,
    times: 10,
    random: seeded(20261125),
    tell: () => {},
  });
  expect(report).toMatchObject({
    unplugs: 10,
    staleCommands: 0,
    doubleDispenses: 0,
    falseOutcomes: 0,
    recovered: 10,
    lostEvents: 0,
    unaccounted: 0,
    bookEqualsShelf: true,
  });
});
