import { CallbackFound, CallbackPromise, type CallbackWishes } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { type Booted, beginTurn, eventTypes, hub, id, post } from "../acts.fixture.ts";

const wishes: CallbackWishes = {
  safe: ["text-first"],
  windows: ["evening"],
  interpreter: "bsl",
  matters: ["sleep"],
  urgent: false,
};

async function asked(app: Booted["app"]) {
  const turnId = await beginTurn(app);
  const press = { turnId, requestId: id(60), language: "en" };
  const { body } = await post(app, "/api/visitor/callbacks", press);
  const promise = CallbackPromise.parse(body);
  const path = `/api/visitor/callbacks/${promise.callbackId}`;
  const reach = { kind: "phone", number: "07700 900123", leaveMessage: false };
  await post(app, `${path}/ask`, { turnId, reach });
  return { turnId, path, promise };
}

const said = (world: Awaited<ReturnType<typeof hub>>["world"]) =>
  eventTypes(world, "care").filter((type) => String(type).startsWith("callback."));

test("how somebody wants to be called is said once, and again when it is another", async () => {
  const { app, world } = await hub();
  const { turnId, path } = await asked(app);
  for (const one of [wishes, wishes, { ...wishes, windows: ["morning"] }]) {
    expect((await post(app, `${path}/wishes`, { turnId, wishes: one })).status).toBe(200);
  }
  expect(said(world)).toEqual([
    "callback.pressed.v1",
    "callback.asked.v1",
    "callback.wished.v1",
    "callback.wished.v1",
  ]);
});

test("by its whole word somebody finds it in another turn, and may stop it; a wrong colour finds nothing", async () => {
  const { app, world } = await hub();
  const { promise, path } = await asked(app);
  const turnId = await beginTurn(app);
  const stranger = await post(app, `${path}/withdraw`, { turnId });
  expect(stranger.status).toBe(404);
  const find = async (word: object) =>
    CallbackFound.parse((await post(app, "/api/visitor/callbacks/find", { turnId, word })).body);
  expect(await find({ ...promise.ticket, colour: "blue" })).toEqual({ kind: "none" });
  expect(await find(promise.ticket)).toMatchObject({
    kind: "found",
    promise: { dueAt: promise.dueAt },
  });
  expect((await post(app, `${path}/withdraw`, { turnId })).status).toBe(204);
  await post(app, `${path}/withdraw`, { turnId });
  expect(said(world).filter((type) => type === "callback.withdrawn.v1")).toHaveLength(1);
  expect(await find(promise.ticket)).toEqual({ kind: "none" });
});

test("what was withdrawn has no wishes any more", async () => {
  const { app } = await hub();
  const { turnId, path } = await asked(app);
  await post(app, `${path}/withdraw`, { turnId });
  expect((await post(app, `${path}/wishes`, { turnId, wishes })).status).toBe(409);
});
