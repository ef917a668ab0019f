import { SlotId } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { openHub, pinned, recallId, spiral, splint } from "../downlink.fixture.ts";

const recall = (but: { lots?: string[]; recallId?: string } = {}) => ({
  type: "recall.set",
  recall: { recallId, variantIds: [splint], lots: ["L1"], reason: "A seam opens", ...but },
});
const a01 = SlotId.parse("A01");
const other = "44444444-4444-4444-8444-444444444445";
const lifted = { type: "recall.lifted", recallId };

test("a slot that holds a recalled lot is locked at once, and what was promised from it is promised elsewhere", () => {
  const hub = openHub();
  hub.feed(pinned());
  expect(hub.state()?.slotId).toBe("A01");
  hub.feed(recall());
  expect(hub.slots()).toEqual([
    ["A01", 3, "recalled"],
    ["A02", 3, null],
  ]);
  expect(hub.state()).toMatchObject({ state: "ready", slotId: "A02" });
  expect(hub.facts("recall%")).toEqual([
    { type: "recall.applied.v1", payload: { recallId, slots: ["A01"] } },
  ]);
  hub.vend();
  expect(hub.turned).toEqual([12]);
});

test("where every lot is recalled nothing is vended, and once it is lifted it may be again", async () => {
  const hub = openHub();
  hub.feed(pinned(), recall({ lots: [] }));
  expect(hub.state()?.state).toBe("no-stock");
  expect(() => hub.vend()).toThrow();
  hub.feed(lifted);
  expect(hub.state()).toMatchObject({ state: "ready", slotId: "A01" });
});

test("lifting one recall takes away no lock but its own", () => {
  const hub = openHub();
  hub.storage.transact(() => hub.services.stock.lock(a01, "out-of-service"));
  hub.feed(recall({ lots: [] }), recall({ recallId: other, lots: [" l2"] }), lifted);
  expect(hub.slots()).toEqual([
    ["A01", 3, "out-of-service"],
    ["A02", 3, "recalled"],
  ]);
});

test("a look by staff opens no recalled slot", () => {
  const hub = openHub();
  hub.feed(recall());
  const looked = { countedStock: 3, repaired: true };
  hub.services.settle.checkSlot(a01, looked, "22222222-2222-4222-8222-222222222222" as never);
  expect(hub.slots()[0]).toEqual(["A01", 3, "recalled"]);
});

test("stock of a recalled lot that is loaded later is locked as it is loaded, and the centre hears of it", () => {
  const hub = openHub();
  hub.feed({ type: "catalogue.set", catalogue }, recall({ lots: ["L9"] }), {
    type: "planogram.set",
    plan: { ...spiral, slots: [{ ...spiral.slots[0], lot: "L9" }] },
  });
  expect(hub.facts("recall%").map(({ payload }) => payload)).toEqual([
    { recallId, slots: [] },
    { recallId, slots: ["A01"] },
  ]);
  hub.storage.transact(() => hub.stores.slots.unlock(a01));
  expect(hub.slots()).toEqual([["A01", 3, "recalled"]]);
});

test("the same notice again changes nothing", () => {
  const hub = openHub();
  hub.feed(recall(), recall());
  expect(hub.facts("recall%")).toHaveLength(1);
});

const catalogue = {
  version: "1",
  reviewStatus: "draft",
  variants: [
    {
      variantId: splint,
      productId: "wrist-splint",
      name: { en: "Wrist splint", ar: "جبيرة" },
      size: "M",
      side: "left",
      gtin: "05012345678900",
    },
  ],
};
