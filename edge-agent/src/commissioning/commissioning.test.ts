import { StaffLive } from "@drop-in/contracts";
import { expect, test } from "vitest";
import {
  beginTurn,
  check,
  collect,
  eventTypes,
  firstView,
  hub,
  post,
  signIn,
  stockOf,
} from "../acts.fixture.ts";
import { code, plan, variant } from "../agent.fixture.ts";

const at = "/api/staff/commissioning";

async function technician(script: Parameters<typeof hub>[0] = []) {
  const here = await hub(script);
  const words = { en: "Wrist splint", ar: "Wrist splint" };
  const product = {
    productId: "wrist-splint",
    name: words,
    size: "M",
    side: "left",
    gtin: "05012345678900",
  };
  here.world.db
    .prepare("insert into variant values (?, ?)")
    .run(variant, JSON.stringify({ variantId: variant, ...product }));
  const cookie = await signIn(here.app);
  const act = (what: string, body: object = {}) => post(here.app, `${at}/${what}`, body, cookie);
  const view = async () =>
    StaffLive.parse(await firstView(here.app, "/api/staff/live", cookie)).commissioning;
  return { ...here, act, view };
}

test("a door is learnt by looking, opening it and comparing; vending is paused meanwhile", async () => {
  const { act, app, world } = await technician();
  expect((await act("begin")).status).toBe(204);
  const turnId = await beginTurn(app);
  expect(await check(app, turnId, code)).toEqual({ kind: "refused", reason: "vending-paused" });
  world.signs = { door: 0, light: 1 };
  expect((await act("learn/look", { step: "cabinet-door" })).status).toBe(204);
  expect((await act("learn/compare", { step: "cabinet-door" })).body).toEqual({
    kind: "nothing-changed",
  });
  world.signs = { door: 3, light: 1 };
  expect((await act("learn/compare", { step: "cabinet-door" })).body).toEqual({
    kind: "learnt",
    learnt: "doorOpenValue is 3",
  });
  expect((await act("leave")).status).toBe(204);
  expect((await check(app, turnId, code)).kind).toBe("ready");
});

test("a drop sensor is trusted once a test vend was seen and reported, and the book has one less", async () => {
  const { act, world, view } = await technician([{ kind: "dispensed", proof: "presumed" }]);
  await act("begin");
  expect((await act("test-vend", { slotId: "A01" })).status).toBe(204);
  await new Promise(setImmediate);
  expect((await act("test-vend/seen", { seen: "one" })).status).toBe(204);
  expect((await act("test-vend/seen", { seen: "one" })).status).toBe(409);
  expect((await view())?.draft.learned["dropSensorTrusted"]).toBe(true);
  expect(stockOf(world)[0]).toEqual(["A01", 2, null]);
  expect(eventTypes(world)).not.toContain("attempt.intended.v1");
});

test("a planogram that moves a thing keeps the books that stay, and promises it from where it now is", async () => {
  const { act, world } = await technician();
  await act("begin");
  const [first] = plan.slots;
  const slots = [{ ...first, slotId: "B01", selection: 21, stock: 4 }];
  expect(
    (await act("draft", { name: "Orthotics machine", slots: [...slots, ...slots] })).status,
  ).toBe(204);
  expect((await act("save")).body.code).toBe("draft-has-problems");
  await act("draft", { name: "Orthotics machine", slots });
  expect((await act("save")).status).toBe(204);
  expect(stockOf(world)).toEqual([["B01", 4, null]]);
  expect(world.db.prepare("select slot_id from collection").pluck().get()).toBe("B01"); // V7
  expect(eventTypes(world)).toContain("machine.commissioned.v1");
});

test("nothing about the machine changes between an intent and its outcome (V16)", async () => {
  const { act, app, world } = await technician();
  await collect(app);
  expect((await act("begin")).status).toBe(409);
  expect(world.turned).toHaveLength(1);
});

test("a test vend that cannot be journalled moves nothing", async () => {
  const { act, world } = await technician();
  await act("begin");
  world.db.pragma("query_only = 1");
  expect((await act("test-vend", { slotId: "A01" })).status).toBe(503);
  expect(world.turned).toEqual([]);
});
