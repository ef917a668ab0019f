import { expect, test } from "vitest";
import {
  beginTurn,
  check,
  collect,
  eventTypes,
  hub,
  id,
  post,
  settled,
  signIn,
  stockOf,
} from "../acts.fixture.ts";
import {
  boot,
  code,
  collectionId,
  lockerPlan,
  pin,
  secondPin,
  type World,
} from "../agent.fixture.ts";

const found = { resolution: "not-dispensed", reason: "hung on the coil", countedStock: 3 };
const jammed: World["script"][number] = { kind: "unclear", last: "jammed" };
const fell: World["script"][number] = { kind: "dispensed", proof: "confirmed" };

test("that nothing came of an unclear attempt wants a second person, by a PIN of their own", async () => {
  const { app, world } = await hub([jammed]);
  const { body } = await collect(app);
  await settled(app, body.attemptId);
  const cookie = await signIn(app);
  const resolve = (secondPin?: string) =>
    post(app, `/api/staff/attempts/${body.attemptId}/resolve`, { ...found, secondPin }, cookie);
  expect((await resolve()).body.code).toBe("second-person-needed");
  expect((await resolve(pin)).body.code).toBe("same-person");
  expect((await resolve("000000")).body.code).toBe("wrong-pin");
  expect((await resolve(secondPin)).status).toBe(204);
  expect(
    world.db.prepare("select resolved_reason, resolved_by, second_staff_id from attempt").get(),
  ).toEqual({
    resolved_reason: "hung on the coil",
    resolved_by: "22222222-2222-4222-8222-222222222222",
    second_staff_id: "22222222-2222-4222-8222-222222222223",
  });
});

test("nothing twice in a row puts a slot out of service, until somebody says it was repaired", async () => {
  const { app, world } = await hub([jammed, jammed]);
  const cookie = await signIn(app);
  for (const request of [1, 2]) {
    const { body } = await collect(app, id(request));
    await settled(app, body.attemptId);
    // The other slot is empty, so that the second try comes from the same one.
    world.db.prepare("update slot set stock = 0 where slot_id = 'A02'").run();
    await post(
      app,
      `/api/staff/attempts/${body.attemptId}/resolve`,
      { ...found, secondPin },
      cookie,
    );
  }
  expect(stockOf(world)[0]).toEqual(["A01", 3, "out-of-service"]);
  const check = (repaired: boolean) =>
    post(app, "/api/staff/slots/A01/checked", { countedStock: 3, repaired }, cookie);
  expect((await check(false)).status).toBe(409);
  expect((await check(true)).status).toBe(204);
  expect(stockOf(world)[0]).toEqual(["A01", 3, null]);
});

test("another one is given once, by two, and only after somebody said that the first was no good", async () => {
  const { app, world } = await hub([fell, fell]);
  const { body } = await collect(app);
  await settled(app, body.attemptId);
  const cookie = await signIn(app);
  const replace = (request: number) =>
    post(
      app,
      `/api/staff/attempts/${body.attemptId}/replace`,
      { requestId: id(request), reason: "torn", secondPin },
      cookie,
    );
  expect((await replace(7)).status).toBe(409);
  await post(app, `/api/visitor/attempts/${body.attemptId}/answer`, { answer: "damaged" });
  expect((await replace(7)).status).toBe(204);
  await new Promise(setImmediate);
  expect((await replace(7)).status).toBe(204); // heard twice, given once
  expect((await replace(8)).status).toBe(409);
  expect(world.turned).toHaveLength(2);
  expect(eventTypes(world).filter((type) => type === "collection.replaced.v1")).toHaveLength(1);
});

test("a code that was used after the look is not replaced as well", async () => {
  const { app, world } = await hub([jammed, fell]);
  const { body } = await collect(app);
  await settled(app, body.attemptId);
  const cookie = await signIn(app);
  await post(app, `/api/staff/attempts/${body.attemptId}/resolve`, { ...found, secondPin }, cookie);
  const again = await collect(app, id(2));
  await settled(app, again.body.attemptId);
  const another = { requestId: id(7), reason: "says so", secondPin };
  const path = `/api/staff/attempts/${body.attemptId}/replace`;
  expect((await post(app, path, another, cookie)).status).toBe(409);
  expect(world.turned).toHaveLength(2);
});

test("staff open a locker door once for each press, journalled first, and never beside an attempt", async () => {
  const { app, world } = await hub([fell], lockerPlan);
  const cookie = await signIn(app);
  const open = (request: number) =>
    post(app, "/api/staff/slots/A03/open", { requestId: id(request), reason: "look" }, cookie);
  expect((await open(1)).status).toBe(204);
  expect((await open(1)).status).toBe(204);
  expect(world.turned).toEqual([3]);
  expect(eventTypes(world)).toContain("slot.opened-by-staff.v1");
  await collect(app);
  expect((await open(2)).status).toBe(409);
  world.db.pragma("query_only = 1");
  expect((await open(3)).status).not.toBe(204);
  expect(world.turned).toEqual([3, 1]);
});

test("a restart buys no more openings of doors in the same hour, and a wall clock set back gives none either", async () => {
  const { app, world } = await hub([], lockerPlan);
  const cookie = await signIn(app);
  const open = (on: typeof app, request: number, as = cookie) =>
    post(on, "/api/staff/slots/A03/open", { requestId: id(request), reason: "look" }, as);
  for (let request = 1; request <= 60; request += 1) {
    expect((await open(app, request)).status).toBe(204);
  }
  expect((await open(app, 61)).status).toBe(429);
  world.now = new Date(world.now.getTime() - 2 * 3_600_000);
  const early = await boot(world);
  expect((await open(early.app, 61, await signIn(early.app))).status).toBe(429);
  world.now = new Date(world.now.getTime() + 2.5 * 3_600_000);
  const later = await boot(world);
  expect((await open(later.app, 61, await signIn(later.app))).body).toMatchObject({
    code: "wait",
    retryAfterSeconds: 1_800,
  });
  world.now = new Date(world.now.getTime() + 1_800_000);
  expect((await open(later.app, 61, await signIn(later.app))).status).toBe(204);
  expect(world.turned).toHaveLength(61);
});

test("who cannot reach the door that was set aside is given the same from a low one", async () => {
  const { world, app } = await hub([fell], lockerPlan);
  const turnId = await beginTurn(app);
  expect(await check(app, turnId, code)).toMatchObject({
    kind: "ready",
    collection: { lowDoor: true, handover: { kind: "door", label: "1", row: "upper" } },
  });
  const path = `/api/visitor/collections/${collectionId}/dispense`;
  const { body } = await post(app, path, { turnId, requestId: id(1), reach: "low" });
  expect(body.handover).toEqual({ kind: "door", label: "3", row: "lower" });
  expect(world.turned).toEqual([3]);
});
