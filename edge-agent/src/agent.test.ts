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
} from "./acts.fixture.ts";
import { boot, code, collectionId, firstFeed, pin, plan, secondPin } from "./agent.fixture.ts";

test("the right code gives the right box, once, and the book says one less", async () => {
  const { world, app } = await hub([{ kind: "dispensed", proof: "confirmed" }]);
  const { status, body, turnId } = await collect(app);
  expect(status).toBe(202);
  expect((await settled(app, body.attemptId)).outcome).toEqual({
    kind: "dispensed",
    proof: "confirmed",
  });
  expect(stockOf(world)).toEqual([
    ["A01", 2, null],
    ["A02", 3, null],
  ]);
  expect(await check(app, turnId, code)).toEqual({ kind: "refused", reason: "used" });
  expect(world.turned).toEqual([11]);
  expect(eventTypes(world).slice(-3)).toEqual([
    "attempt.intended.v1",
    "attempt.ended.v1",
    "stock.adjusted.v1",
  ]);
});

test("pressing twice turns one coil", async () => {
  const { world, app } = await hub([{ kind: "dispensed", proof: "confirmed" }]);
  const { body, turnId } = await collect(app);
  const again = await post(app, `/api/visitor/collections/${collectionId}/dispense`, {
    turnId,
    requestId: id(1),
  });
  expect(again.body.attemptId).toBe(body.attemptId);
  expect(world.turned).toEqual([11]);
});

test("an unclear outcome locks the slot, goes to staff, and is never tried again", async () => {
  const { world, app } = await hub([{ kind: "unclear", last: "jammed" }]);
  const { body, turnId } = await collect(app);
  expect((await settled(app, body.attemptId)).outcome).toEqual({ kind: "unclear", last: "jammed" });
  expect(stockOf(world)[0]).toEqual(["A01", 3, "unclear-attempt"]);
  expect(await check(app, turnId, code)).toEqual({ kind: "refused", reason: "with-staff" });
  const again = await post(app, `/api/visitor/collections/${collectionId}/dispense`, {
    turnId,
    requestId: id(2),
  });
  expect(again.status).toBe(409);
  expect(world.turned).toEqual([11]);
});

test("an agent that died in the middle of a turn comes back unclear, and turns nothing", async () => {
  const { world, app } = await hub();
  const { body } = await collect(app);
  const after = await boot(world);
  expect((await settled(after.app, body.attemptId)).outcome).toEqual({
    kind: "unclear",
    last: "intended",
  });
  expect(stockOf(world)[0]).toEqual(["A01", 3, "unclear-attempt"]);
  expect(world.turned).toEqual([11]);
});

test("a machine that proved it did nothing leaves the code good, and a slot at fault is passed over", async () => {
  const { world, app } = await hub([
    { kind: "not-dispensed", reason: "motor-missing", provedBy: "refused-before-motion" },
    { kind: "dispensed", proof: "confirmed" },
  ]);
  const first = await collect(app);
  expect((await settled(app, first.body.attemptId)).outcome).toMatchObject({
    kind: "not-dispensed",
    reason: "motor-missing",
  });
  const second = await collect(app, id(2));
  expect((await settled(app, second.body.attemptId)).outcome?.kind).toBe("dispensed");
  expect(world.turned).toEqual([11, 12]);
  expect(stockOf(world)).toEqual([
    ["A01", 3, "motor-missing"],
    ["A02", 2, null],
  ]);
});

test("staff who found it still there give the code back its worth, with a count and a reason", async () => {
  const { world, app } = await hub([
    { kind: "unclear", last: "jammed" },
    { kind: "dispensed", proof: "confirmed" },
  ]);
  const first = await collect(app);
  await settled(app, first.body.attemptId);
  const cookie = await signIn(app);
  const found = {
    resolution: "not-dispensed",
    reason: "hung on the coil",
    countedStock: 3,
    secondPin,
  };
  const path = `/api/staff/attempts/${first.body.attemptId}/resolve`;
  expect((await post(app, path, found, cookie)).status).toBe(204);
  expect((await post(app, path, found, cookie)).status).toBe(409);
  const second = await collect(app, id(2));
  expect((await settled(app, second.body.attemptId)).outcome?.kind).toBe("dispensed");
  expect(stockOf(world)).toEqual([
    ["A01", 2, null],
    ["A02", 3, null],
  ]);
});

test("a code that was not shown in this turn opens nothing", async () => {
  const { world, app } = await hub([{ kind: "dispensed", proof: "confirmed" }]);
  const turnId = await beginTurn(app);
  const { status } = await post(app, `/api/visitor/collections/${collectionId}/dispense`, {
    turnId,
    requestId: id(1),
  });
  expect(status).toBe(409);
  expect(world.turned).toEqual([]);
});

test("five wrong codes close the keypad, and a restart does not open it", async () => {
  const { world, app } = await hub();
  const turnId = await beginTurn(app);
  const wrong = "00000000";
  for (let time = 0; time < 4; time += 1) {
    expect(await check(app, turnId, wrong)).toEqual({ kind: "refused", reason: "not-recognised" });
  }
  expect(await check(app, turnId, wrong)).toEqual({ kind: "wait", seconds: 60 });
  const after = await boot(world);
  const later = await beginTurn(after.app);
  expect(await check(after.app, later, code)).toEqual({ kind: "wait", seconds: 60 });
  world.now = new Date(world.now.getTime() + 61_000);
  expect((await check(after.app, later, code)).kind).toBe("ready");
});

test("a typing slip costs nothing", async () => {
  const { app } = await hub();
  const turnId = await beginTurn(app);
  for (let time = 0; time < 20; time += 1) {
    expect(await check(app, turnId, "ABCDEFGH")).toEqual({ kind: "refused", reason: "typo" });
  }
  expect((await check(app, turnId, code)).kind).toBe("ready");
});

test("a code past its time stays spent when the clock is set back", async () => {
  const { world, app } = await hub();
  const before = world.now;
  world.now = new Date(before.getTime() + 73 * 3_600_000);
  const after = await boot(world);
  world.now = before;
  expect(await check(after.app, await beginTurn(after.app), code)).toEqual({
    kind: "refused",
    reason: "expired",
  });
  void app;
});

test("what the centre sends twice, or late, changes nothing", async () => {
  const { world, agent } = await hub();
  const before = stockOf(world);
  agent.applyFeed(firstFeed(world));
  agent.applyFeed(firstFeed(world).slice(1));
  expect(stockOf(world)).toEqual(before);
  expect(eventTypes(world).filter((type) => type === "collection.set-aside.v1")).toHaveLength(1);
  expect(() =>
    agent.applyFeed([{ number: 9, item: { type: "collection.revoked", collectionId } }]),
  ).toThrow("feed item 9");
});

test("a person checked in twice by an impatient screen has one ticket", async () => {
  const { app } = await hub();
  const turnId = await beginTurn(app);
  const arrival = { turnId, requestId: id(5), reason: "talk", needs: [], language: "ar" };
  const first = await post(app, "/api/visitor/visits", arrival);
  const second = await post(app, "/api/visitor/visits", arrival);
  expect(first.body.ticket.number).toBe("B1");
  expect(second.body).toEqual(first.body);
});

test("a day at the desk: open, call, call again, gone, back, seen, close", async () => {
  const { world, app } = await hub();
  const cookie = await signIn(app);
  const turnId = await beginTurn(app);
  for (const count of [1, 2]) {
    const arrival = { turnId, requestId: id(count), reason: "talk", needs: [], language: "en" };
    await post(app, "/api/visitor/visits", arrival);
  }
  expect((await post(app, "/api/staff/visits/call-next", {}, cookie)).status).toBe(409);
  await post(app, "/api/staff/session/open", { place: "Hall" }, cookie);
  await post(app, "/api/staff/visits/call-next", {}, cookie);
  const visit = world.db.prepare("select visit_id from visit where day_count = 1").pluck().get();
  const act = (what: string, body = {}) =>
    post(app, `/api/staff/visits/${visit}/${what}`, body, cookie);
  await act("call");
  await act("did-not-wait", { reason: "left" });
  await act("returned");
  await post(app, "/api/staff/visits/call-next", {}, cookie);
  expect((await act("seen")).status).toBe(204);
  expect((await act("seen")).status).toBe(409);
  await post(app, "/api/staff/session/close", {}, cookie);
  expect(
    world.db.prepare("select state, times_called from visit order by day_count").raw().all(),
  ).toEqual([
    ["seen", 3],
    ["waiting", 0],
  ]);
});

test("without a PIN nothing of the staff's can be done, and six wrong ones make it wait", async () => {
  const { app } = await hub();
  expect((await post(app, "/api/staff/visits/call-next")).status).toBe(401);
  for (let time = 0; time < 4; time += 1) {
    expect((await post(app, "/api/staff/sign-in", { pin: "000000" })).status).toBe(401);
  }
  const locked = await post(app, "/api/staff/sign-in", { pin: "000000" });
  expect(locked).toMatchObject({ status: 429, body: { code: "wait", retryAfterSeconds: 60 } });
  expect((await post(app, "/api/staff/sign-in", { pin })).status).toBe(429);
});

test("the press of call me back is a fact at once; the number is in no table, and goes with the ack", async () => {
  const { world, app } = await hub();
  const turnId = await beginTurn(app);
  const press = await post(app, "/api/visitor/callbacks", {
    turnId,
    requestId: id(7),
    language: "en",
  });
  expect(press.body).toMatchObject({ pressedAt: "2026-11-23T10:00:00.000Z", connected: false });
  expect(eventTypes(world, "care").at(-1)).toBe("callback.pressed.v1");
  const path = `/api/visitor/callbacks/${press.body.callbackId}/ask`;
  const reach = { kind: "phone", number: "07700 900", leaveMessage: true };
  expect((await post(app, path, { turnId, reach })).status).toBe(422);
  await post(app, path, { turnId, reach: { ...reach, number: "07700 900123" } });
  expect(eventTypes(world, "care").at(-1)).toBe("callback.asked.v1");
  world.db.exec("delete from outbox");
  expect(world.db.serialize().includes("7700900123")).toBe(false);
});

test("a press that nobody finished is let go when the turn ends", async () => {
  const { world, app } = await hub();
  const turnId = await beginTurn(app);
  await post(app, "/api/visitor/callbacks", { turnId, requestId: id(7), language: "en" });
  await post(app, `/api/visitor/turns/${turnId}/end`, { why: "idle" });
  expect(eventTypes(world, "care").at(-1)).toBe("callback.abandoned.v1");
});

test("every slot of the plan is told to the centre once, however often the agent starts", async () => {
  const { world } = await hub();
  await boot(world);
  expect(eventTypes(world).filter((type) => type === "stock.loaded.v1")).toHaveLength(
    plan.slots.length,
  );
});

test("a page from elsewhere, or under another name, changes nothing", async () => {
  const { app } = await hub();
  const ask = (headers: Record<string, string>) =>
    app.inject({ method: "POST", url: "/api/visitor/turns", payload: { language: "en" }, headers });
  expect((await ask({})).statusCode).toBe(403);
  expect((await ask({ "x-drop-in": "1", origin: "http://evil.example" })).statusCode).toBe(403);
  expect((await ask({ "x-drop-in": "1", host: "evil.example" })).statusCode).toBe(403);
  expect((await ask({ "x-drop-in": "1", "sec-fetch-site": "cross-site" })).statusCode).toBe(403);
  expect((await ask({ "x-drop-in": "1" })).statusCode).toBe(201);
});

test("a slot the controller called empty is locked until staff have looked and counted", async () => {
  const { world, app } = await hub([
    { kind: "not-dispensed", reason: "slot-empty", provedBy: "refused-before-motion" },
  ]);
  const { body } = await collect(app);
  await settled(app, body.attemptId);
  expect(stockOf(world)[0]).toEqual(["A01", 3, "slot-fault"]);
  const path = "/api/staff/slots/A01/checked";
  expect((await post(app, path, { countedStock: 2 })).status).toBe(401);
  const cookie = await signIn(app);
  expect((await post(app, path, { countedStock: 2 }, cookie)).status).toBe(204);
  expect(stockOf(world)[0]).toEqual(["A01", 2, null]);
});

test("a slot with an unclear attempt is not unlocked by looking at the slot alone", async () => {
  const { world, app } = await hub([{ kind: "unclear", last: "jammed" }]);
  const { body } = await collect(app);
  await settled(app, body.attemptId);
  const cookie = await signIn(app);
  const path = "/api/staff/slots/A01/checked";
  expect((await post(app, path, { countedStock: 3 }, cookie)).status).toBe(409);
  expect(stockOf(world)[0]).toEqual(["A01", 3, "unclear-attempt"]);
});

test("a code one already has does not buy guesses at another", async () => {
  const { app } = await hub();
  const turnId = await beginTurn(app);
  for (let time = 0; time < 4; time += 1) await check(app, turnId, "00000000");
  expect((await check(app, turnId, code)).kind).toBe("ready");
  expect(await check(app, turnId, "00000000")).toEqual({ kind: "wait", seconds: 60 });
});
