import { expect, test } from "vitest";
import { check, collect, hub, id, post, settled, signIn } from "../acts.fixture.ts";
import { boot, code, collectionId, secondPin } from "../agent.fixture.ts";

const revoked = [{ number: 4, item: { type: "collection.revoked" as const, collectionId } }];

test("what was taken back while the coil turned is not ready again when nothing came out", async () => {
  const { world, agent, app } = await hub();
  let end = () => {};
  world.inMotion = new Promise((resolve) => {
    end = () => resolve({ kind: "not-dispensed", reason: "busy", provedBy: "never-sent" });
  });
  const { turnId, body } = await collect(app);
  agent.applyFeed(revoked);
  end();
  expect((await settled(app, body.attemptId)).outcome?.kind).toBe("not-dispensed");
  expect(await check(app, turnId, code)).toEqual({ kind: "refused", reason: "revoked" });
});

test("what was taken back while staff looked is not ready again, in this boot or the next", async () => {
  const { world, agent, app } = await hub([{ kind: "unclear", last: "jammed" }]);
  const { turnId, body } = await collect(app);
  await settled(app, body.attemptId);
  agent.applyFeed(revoked);
  const after = await boot(world);
  const path = `/api/staff/attempts/${body.attemptId}/resolve`;
  const found = {
    resolution: "not-dispensed",
    reason: "hung on the coil",
    countedStock: 3,
    secondPin,
  };
  expect((await post(after.app, path, found, await signIn(after.app))).status).toBe(204);
  const second = await collect(after.app, id(2));
  expect(second.status).toBe(409);
  expect(await check(after.app, second.turnId, code)).toEqual({
    kind: "refused",
    reason: "revoked",
  });
  expect(turnId).not.toBe(second.turnId);
  expect(world.turned).toEqual([11]);
});

test("what already came out stays given, whatever is taken back later", async () => {
  const { agent, app } = await hub([{ kind: "dispensed", proof: "confirmed" }]);
  const { turnId, body } = await collect(app);
  await settled(app, body.attemptId);
  agent.applyFeed(revoked);
  expect(await check(app, turnId, code)).toEqual({ kind: "refused", reason: "used" });
});
