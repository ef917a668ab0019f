import { noEvidence } from "@drop-in/vending-driver";
import { expect, test } from "vitest";
import { collect, eventTypes, hub, post, settled, stockOf } from "../acts.fixture.ts";
import { boot, lockerPlan } from "../agent.fixture.ts";

const counted = (vends: number) => ({ ...noEvidence, vends });

test("after a power cut, a counter that stands still proves that nothing left, and the code works again", async () => {
  const { world, app } = await hub();
  world.evidence = counted(7);
  const { body } = await collect(app);
  world.laterEvidence = counted(7);
  const again = await boot(world);
  expect((await settled(again.app, body.attemptId)).outcome).toBeNull(); // a coil may still be turning
  for (let second = 0; second < 31; second += 1) {
    world.pass(1_000);
    await new Promise(setImmediate);
  }
  expect((await settled(again.app, body.attemptId)).outcome).toEqual({
    kind: "not-dispensed",
    reason: "interrupted",
    provedBy: "counter-unchanged",
  });
  expect(stockOf(world)).toEqual([
    ["A01", 3, null],
    ["A02", 3, null],
  ]);
  expect(world.turned).toHaveLength(1); // V3: nothing was turned to find out
});

test("after a power cut, a counter that went on by one proves that it left", async () => {
  const { world, app } = await hub();
  world.evidence = counted(7);
  const { body } = await collect(app);
  world.laterEvidence = counted(8);
  const again = await boot(world);
  expect((await settled(again.app, body.attemptId)).outcome?.kind).toBe("dispensed");
});

test("an unclear word of the driver waits for the hardware's, and becomes unclear when that does not come in time", async () => {
  const { world, app } = await hub([{ kind: "unclear", last: "moving" }]);
  world.evidence = counted(7);
  const { body } = await collect(app);
  expect((await settled(app, body.attemptId)).outcome).toBeNull();
  world.now = new Date("2031-01-01T00:00:00Z"); // V15: the wall clock is no witness
  expect((await settled(app, body.attemptId)).outcome).toBeNull();
  world.pass(30_000);
  expect((await settled(app, body.attemptId)).outcome).toEqual({ kind: "unclear", last: "moving" });
});

test("where the hardware says nothing, the furthest step seen is what is told after a power cut", async () => {
  const { world, app } = await hub();
  const { body } = await collect(app);
  world.progress("go-sent");
  world.progress("moving");
  const again = await boot(world);
  expect((await settled(again.app, body.attemptId)).outcome).toEqual({
    kind: "unclear",
    last: "moving",
  });
});

test("a door that stayed shut gets one more pulse on request, journalled, and no third", async () => {
  const { world, app } = await hub([], lockerPlan);
  const { body } = await collect(app);
  expect(body.handover).toEqual({ kind: "door", label: "1", row: "upper" });
  const again = () => post(app, `/api/visitor/attempts/${body.attemptId}/again`);
  expect((await again()).status).toBe(409); // the door is not known to be shut
  world.progress("door-shut");
  expect((await settled(app, body.attemptId)).mayOpenAgain).toBe(true);
  expect((await again()).body.mayOpenAgain).toBe(false);
  await again();
  expect(world.openedAgain).toBe(1);
  expect(eventTypes(world).filter((type) => type === "attempt.opened-again.v1")).toHaveLength(1);
});

test("a second pulse that cannot be journalled is not given", async () => {
  const { world, app } = await hub([], lockerPlan);
  const { body } = await collect(app);
  world.progress("door-shut");
  world.db.pragma("query_only = 1");
  expect((await post(app, `/api/visitor/attempts/${body.attemptId}/again`)).status).toBe(503);
  expect(world.openedAgain).toBe(0);
});

test("a door seen open with no journalled cause is told of, and one with a cause only when it stays open", async () => {
  const { world, app, agent } = await hub([], lockerPlan);
  const running = agent.run();
  const { body } = await collect(app);
  world.machineSays({ openDoors: [1] });
  expect(eventTypes(world)).not.toContain("door.opened-without-cause.v1");
  world.pass(20_000);
  expect(eventTypes(world)).toContain("door.left-open.v1");
  expect((await settled(app, body.attemptId)).doorLeftOpen).toBe(true);
  world.machineSays({ openDoors: [] });
  world.machineSays({ openDoors: [3] });
  expect(eventTypes(world)).toContain("door.opened-without-cause.v1");
  await running.close();
});
