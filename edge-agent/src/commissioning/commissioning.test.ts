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
  settled,
  signIn,
  stockOf,
} from "../acts.fixture.ts";
import { boot, code, plan, variant } from "../agent.fixture.ts";

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

test("a test vend that a power cut interrupted is unclear: its slot stays shut, and staff are shown both", async () => {
  const { act, world } = await technician();
  await act("begin");
  expect((await act("test-vend", { slotId: "A01" })).status).toBe(204);
  const again = await boot(world);
  expect(stockOf(world)[0]).toEqual(["A01", 3, "unclear-attempt"]);
  expect(eventTypes(world)).toContain("slot.locked.v1");
  const cookie = await signIn(again.app);
  expect((await post(again.app, `${at}/begin`, {}, cookie)).status).toBe(204);
  const live = StaffLive.parse(await firstView(again.app, "/api/staff/live", cookie));
  expect(live.commissioning?.testVend).toEqual({
    slotId: "A01",
    outcome: { kind: "unclear", last: "intended" },
    seen: null,
  });
  expect(live.slots[0]?.lockReason).toBe("unclear-attempt");
  await post(again.app, `${at}/test-vend/seen`, { seen: "one" }, cookie);
  expect(stockOf(world)[0]).toEqual(["A01", 2, "unclear-attempt"]);
  await post(again.app, "/api/staff/slots/A01/checked", { countedStock: 2 }, cookie);
  expect(stockOf(world)[0]).toEqual(["A01", 2, null]);
  expect(world.turned).toEqual([11]);
});

test("a test vend whose outcome cannot be written is written when it can be, and nothing else moves meanwhile", async () => {
  const { act, world, view } = await technician();
  let end = () => {};
  world.inMotion = new Promise((resolve) => {
    end = () => resolve({ kind: "dispensed", proof: "presumed" });
  });
  await act("begin");
  await act("test-vend", { slotId: "A01" });
  world.db.pragma("query_only = ON");
  end();
  await new Promise(setImmediate);
  expect((await view())?.testVend?.outcome).toBeNull();
  world.db.pragma("query_only = OFF");
  expect((await act("test-vend", { slotId: "A01" })).body.code).toBe("machine-busy");
  expect((await act("import", plan)).body.code).toBe("machine-busy");
  world.pass(1_000);
  expect((await view())?.testVend?.outcome).toEqual({ kind: "dispensed", proof: "presumed" });
  expect(world.turned).toEqual([11]);
});

test("a machine that cannot be opened leaves an empty seat that says offline, and leaving gets the old one back", async () => {
  const { act, app, world, view } = await technician([{ kind: "dispensed", proof: "confirmed" }]);
  await act("begin");
  const where = { address: "/dev/ttyUSB9", protocol: "vmc-fafb", baudRate: 57_600 };
  world.cannotOpen = true;
  expect((await act("connect", where)).status).toBe(409);
  expect((await view())?.link).toBe("offline");
  await act("test-vend", { slotId: "A01" });
  await new Promise(setImmediate);
  expect((await view())?.testVend?.outcome).toMatchObject({ reason: "offline" });
  expect((await act("leave")).status).toBe(409); // nor can the old one: it can be asked for again
  expect((await view())?.link).toBe("offline");
  world.cannotOpen = false;
  expect((await act("leave")).status).toBe(204);
  expect(await view()).toBeNull();
  const { body } = await collect(app);
  expect((await settled(app, body.attemptId)).outcome?.kind).toBe("dispensed");
  expect(world.turned).toEqual([11]);
});

test("the plan file counts once: what the book was laid out by is kept, whatever the file says later", async () => {
  const { world } = await hub();
  world.plan = { ...plan, slots: plan.slots.slice(0, 1), name: "Another" };
  const again = await boot(world);
  const cookie = await signIn(again.app);
  const { slots, machine } = StaffLive.parse(await firstView(again.app, "/api/staff/live", cookie));
  expect(slots).toHaveLength(plan.slots.length);
  expect(machine?.name).toBe(plan.name);
});
