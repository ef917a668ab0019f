import * as fc from "fast-check";
import { expect, test } from "vitest";
import { hoursLater, openHub, pinned, recallId, spiral, splint } from "../downlink.fixture.ts";
import { createGathering } from "./gather-snapshot.ts";

const message = (messageId: string, hours = 5) => ({
  type: "message.set",
  message: {
    messageId,
    wordHash: "ab".repeat(32),
    text: "Your splint is in.",
    expiresAt: hoursLater(hours),
  },
});
const one = "55555555-5555-4555-8555-555555555551";
const two = "55555555-5555-4555-8555-555555555552";
const settings = (siteName: string) => ({ type: "settings.set", settings: { siteName } });
const day = (date: string) => ({
  type: "appointments.set",
  day: { day: date, key: "cd".repeat(32), appointments: [] },
});
const held = (hub: ReturnType<typeof openHub>) =>
  hub.stores.messages.forWord("ab".repeat(32), hub.now.toISOString()).map((each) => each.messageId);

test("what is numbered twice is applied once, and a gap is refused whole", () => {
  const hub = openHub();
  const items = [pinned(), message(one)].map((item, place) => ({ number: place + 1, item }));
  hub.services.feed.apply(items);
  hub.services.feed.apply(items);
  expect(hub.facts("collection.set-aside%")).toHaveLength(1);
  const gap = [
    { number: 3, item: message(two) },
    { number: 5, item: { type: "message.taken-back", messageId: one } },
  ];
  expect(() => hub.services.feed.apply(gap)).toThrow("came after");
  expect(hub.services.feed.cursor()).toBe(2);
  expect(held(hub)).toEqual([one]);
});

test("an item for a newer device is passed over, and the feed goes on", () => {
  const hub = openHub();
  hub.feed({ type: "moon.set", phase: 3 }, "nonsense", null, message(one));
  expect(hub.services.feed.cursor()).toBe(4);
  expect(held(hub)).toEqual([one]);
});

test("an item that cannot be applied is refused by itself, with nothing of it done and a reason kept", () => {
  const hub = openHub();
  const plan = { ...spiral, slots: [spiral.slots[0], { ...spiral.slots[1], selection: 11 }] };
  hub.feed(pinned(), { type: "planogram.set", plan }, message(one));
  expect(hub.services.feed.cursor()).toBe(3);
  expect(held(hub)).toEqual([one]);
  expect(hub.services.feed.refused()).toMatchObject([
    { number: 2, type: "planogram.set", why: "Two slots have the number 11." },
  ]);
  expect(hub.errors).toHaveLength(1);
  expect(hub.slots()).toHaveLength(2);
});

test("a disk that refuses stops the feed where it is: nothing is passed over", () => {
  const hub = openHub();
  hub.feed(message(one));
  hub.db.pragma("query_only = ON");
  expect(() => hub.feed(message(two))).toThrow("Nothing can be saved");
  hub.db.pragma("query_only = OFF");
  expect(hub.services.feed.cursor()).toBe(1);
  expect(hub.services.feed.refused()).toEqual([]);
  hub.feed(message(two));
  expect(held(hub).sort()).toEqual([one, two]);
});

test("what the centre sets goes before how the box was set up, and only that", () => {
  const hub = openHub();
  const names = () => hub.stores.deviceSettings.get();
  hub.feed(settings("Whitehawk Hub"));
  expect(names()).toEqual({ siteName: "Whitehawk Hub" });
  hub.feed({ type: "settings.set", settings: { callbackPromiseHours: 2 } });
  const { dueAt, pressedAt } = hub.services.callbacks.press({
    turnId: "66666666-6666-4666-8666-666666666666" as never,
    requestId: "r",
    language: "en",
  });
  expect(Date.parse(dueAt) - Date.parse(pressedAt)).toBe(2 * 3_600_000);
});

test("only the appointments of today and of a week ahead are kept", () => {
  const hub = openHub();
  hub.feed(day("2026-11-22"), day("2026-11-23"), day("2026-11-30"), day("2026-12-01"));
  const kept = () =>
    ["11-22", "11-23", "11-30", "12-01"].filter((date) =>
      hub.stores.appointments.find(`2026-${date}`),
    );
  expect(kept()).toEqual(["11-23", "11-30"]);
  hub.now = new Date("2026-11-24T00:00:01Z");
  hub.services.appointments.forgetOld();
  expect(kept()).toEqual(["11-30"]);
});

test("a planogram that comes while somebody is served waits for the outcome, and then wants a look", async () => {
  const hub = openHub();
  hub.feed({ type: "catalogue.set", catalogue }, pinned());
  hub.vend();
  const [first, second] = spiral.slots;
  const plan = {
    ...spiral,
    name: "New",
    slots: [
      { ...first, capacity: 5 },
      { ...second, lot: "L7" },
    ],
  };
  hub.feed({ type: "planogram.set", plan });
  expect(hub.stores.plans.find()?.name).toBe("Orthotics machine");
  const [open] = hub.stores.attempts.open();
  if (!open) throw new Error("nothing is open");
  hub.storage.transact(() =>
    hub.stores.attempts.end(open.attemptId, { kind: "dispensed", proof: "confirmed" }),
  );
  hub.services.planogram.settle();
  expect(hub.stores.plans.find()?.name).toBe("New");
  expect(hub.slots()).toEqual([
    ["A01", 3, null],
    ["A02", 3, "staff"],
  ]);
});

test("a snapshot is everything: what it does not name is gone, and what is under way is left alone", () => {
  const hub = openHub();
  const under = "11111111-1111-4111-8111-111111111112";
  hub.feed(
    pinned(),
    pinned({ collectionId: under as never, codeHash: "ef".repeat(32) }),
    message(one),
    message(two),
    day("2026-11-23"),
    settings("Old"),
    { type: "recall.set", recall: { recallId, variantIds: ["knee"], lots: [], reason: "r" } },
    pack("faq"),
  );
  hub.vend();
  const part = { through: 20, parts: 2 };
  expect(hub.services.feed.snapshot({ ...part, part: 2, items: [message(two)] })).toBe(
    "more-to-come",
  );
  expect(hub.services.feed.snapshot({ ...part, part: 1, items: [pack("words")] })).toBe("applied");
  expect(hub.services.feed.cursor()).toBe(20);
  expect(held(hub)).toEqual([two]);
  expect(hub.stores.content.find("faq")).toBeUndefined();
  expect(hub.stores.content.find("words")?.version).toBe("1");
  expect(hub.stores.recalls.all()).toEqual([]);
  expect(hub.stores.appointments.find("2026-11-23")).toBeUndefined();
  expect(hub.stores.deviceSettings.get()).toEqual({});
  expect(hub.state()?.state).toBe("in-progress");
  expect(hub.stores.collections.find(under as never)?.state).toBe("revoked");
  expect(hub.services.feed.snapshot({ ...part, through: 19, part: 1, items: [] })).toBe("late");
});

test("a snapshot comes together from parts in any order, however often each comes", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }).chain((parts) =>
        fc.tuple(
          fc.constant(parts),
          fc.shuffledSubarray(
            Array.from({ length: parts * 2 }, (_, index) => (index % parts) + 1),
            { minLength: parts * 2 },
          ),
        ),
      ),
      ([parts, order]) => {
        const gather = createGathering();
        const whole = order
          .map((part) => gather({ through: 9, part, parts, items: [part] }))
          .find(({ kind }) => kind === "whole");
        const all = Array.from({ length: parts }, (_, index) => index + 1);
        expect(whole).toEqual({ kind: "whole", through: 9, items: all });
      },
    ),
  );
});

test("a snapshot of another number starts over, and one too big is not held", () => {
  const gather = createGathering(40);
  const two = { parts: 2, items: ["0123456789"] };
  gather({ through: 1, part: 1, ...two });
  expect(gather({ through: 2, part: 2, ...two }).kind).toBe("more-to-come");
  expect(gather({ through: 2, part: 1, ...two }).kind).toBe("whole");
  const big = { parts: 2, items: ["0123456789".repeat(4)] };
  expect(gather({ through: 3, part: 1, ...big }).kind).toBe("too-big");
});

function pack(packId: string) {
  return {
    type: "content.set",
    pack: {
      packId,
      version: "1",
      owner: "Content team",
      reviewStatus: "draft",
      reviewBy: "2027-01-01",
      expiresAt: hoursLater(900),
      body: { any: "thing" },
    },
  };
}

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
