import { VisitorLive } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { beginTurn, check, collect, firstView, hub, id, post, settled } from "../acts.fixture.ts";
import { code, collectionId, type World } from "../agent.fixture.ts";

/** From here on the disk takes nothing more, until it is mended. */
const breakDisk = ({ db }: World) => db.pragma("query_only = ON");
const mendDisk = ({ db }: World) => db.pragma("query_only = OFF");

type Hub = Awaited<ReturnType<typeof hub>>;
const vending = async ({ app }: Hub) =>
  VisitorLive.parse(await firstView(app, "/api/visitor/live")).vending;

test("a vend that cannot be written is refused before anything turns, and the screens say paused", async () => {
  const all = await hub([{ kind: "dispensed", proof: "confirmed" }]);
  const { world, app } = all;
  const turnId = await beginTurn(app);
  await check(app, turnId, code);
  breakDisk(world);
  const path = `/api/visitor/collections/${collectionId}/dispense`;
  const refused = await post(app, path, { turnId, requestId: id(1) });
  expect(refused).toMatchObject({ status: 503, body: { code: "storage-failed" } });
  expect(world.turned).toEqual([]);
  expect(await vending(all)).toBe("paused");
  mendDisk(world);
  expect((await post(app, path, { turnId, requestId: id(1) })).status).toBe(202);
  expect(world.turned).toEqual([11]);
});

test("only a write that was written ends the pause: work that changed nothing proves nothing", async () => {
  const all = await hub();
  all.world.db.pragma("max_page_count = 1"); // full: no page more than there are
  const ask = () => post(all.app, "/api/visitor/help", { turnId: null, screen: "welcome" });
  let asked = await ask();
  for (let time = 0; time < 200 && asked.status === 201; time += 1) asked = await ask();
  expect(asked.status).toBe(503);
  expect(await vending(all)).toBe("paused");
  all.agent.applyFeed([]);
  expect(await vending(all)).toBe("paused");
});

test("a disk that fails while the coil turns loses no outcome: it is kept, and written when it can be", async () => {
  const { world, app } = await hub();
  let end = () => {};
  world.inMotion = new Promise((resolve) => {
    end = () => resolve({ kind: "dispensed", proof: "confirmed" });
  });
  const { body } = await collect(app);
  breakDisk(world);
  end();
  expect((await settled(app, body.attemptId)).outcome).toBeNull();
  mendDisk(world);
  world.pass(1_000);
  expect((await settled(app, body.attemptId)).outcome?.kind).toBe("dispensed");
});

test("with a failed disk the agent lives: sweeps, a pulled cable and the next person do not end it", async () => {
  const { world, agent, app } = await hub();
  const running = agent.run();
  const turnId = await beginTurn(app);
  const press = { turnId, requestId: id(1), language: "en" };
  expect((await post(app, "/api/visitor/callbacks", press)).status).toBe(201);
  breakDisk(world);
  world.now = new Date(world.now.getTime() + 100 * 3_600_000); // the collection is due to expire
  expect(() => world.pass(60_000)).not.toThrow();
  expect(() => world.machineSays({ link: "offline" })).not.toThrow();
  expect((await post(app, `/api/visitor/turns/${turnId}/end`, { why: "idle" })).status).toBe(204);
  expect(await beginTurn(app)).not.toBe(turnId);
  mendDisk(world);
  world.pass(60_000);
  expect(await check(app, await beginTurn(app), code)).toMatchObject({ reason: "expired" });
  await running.close();
});
