import fc from "fast-check";
import { expect, test } from "vitest";
import {
  clearJam,
  emptySlot,
  fillWorld,
  finishTurn,
  jam,
  refillSlot,
  startTurn,
  takeTray,
  type World,
} from "./world.ts";

const noon = "2026-11-23T12:00:00.000Z";
const coil = {
  slotId: "A01",
  selection: 11,
  capacity: 3,
  variantId: "heel-cups-m-pair",
  lot: "L1",
};
const full = fillWorld([{ ...coil, stock: 2 }]);

test("one turn pushes one item off, from the front", () => {
  const { world, fell, sensed } = turn(full);
  expect(fell).toMatchObject({ itemId: "A01-1", slotId: "A01", at: noon, order: 1 });
  expect(sensed).toBe(true);
  expect(world.slots[0]).toMatchObject({ turns: 1, midTurn: false, items: [{ itemId: "A01-2" }] });
  expect(world.tray).toEqual(world.dropped);
});

test("a jammed coil leaves its item hanging, and nothing passes it until it is freed", () => {
  const once = turn(jam(full, "A01"));
  expect(once).toMatchObject({ fell: null, sensed: false });
  expect(once.world.slots[0]?.hanging).toMatchObject({ itemId: "A01-1" });
  const twice = turn(once.world);
  expect(twice.fell).toBeNull();
  expect(turn(clearJam(twice.world, "A01")).fell).toMatchObject({ itemId: "A01-1" });
});

test("a blind sensor misses an item that fell; a haunted one sees an item that did not", () => {
  expect(turn({ ...full, sensor: "miss" })).toMatchObject({ fell: { order: 1 }, sensed: false });
  const empty = emptySlot(full, "A01");
  expect(turn({ ...empty, sensor: "ghost" })).toMatchObject({ fell: null, sensed: true });
});

test("taking the tray leaves the record of what fell", () => {
  const { tray, dropped } = takeTray(turn(full).world);
  expect([tray.length, dropped.length]).toEqual([0, 1]);
});

test("filling up never brings back an item that is elsewhere", () => {
  const refilled = refillSlot(turn(turn(full).world).world, "A01");
  expect(refilled.slots[0]?.items.map(({ itemId }) => itemId)).toEqual(["A01-3", "A01-4", "A01-5"]);
});

test("whatever is done to a coil, no turn drops two and no item is in two places", () => {
  const acts = fc.array(fc.constantFrom("turn", "jam", "clear", "refill", "take"), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(acts, (steps) => {
      const end = steps.reduce((world, step) => edits[step](world), full);
      const { items = [], hanging = null } = end.slots[0] ?? {};
      const places = [...items, ...end.dropped, ...(hanging ? [hanging] : [])];
      expect(new Set(places.map(({ itemId }) => itemId)).size).toBe(places.length);
      expect(end.dropped.length).toBeLessThanOrEqual(end.lifetimeTurns);
    }),
  );
});

const edits = {
  turn: (world: World) => turn(world).world,
  jam: (world: World) => jam(world, "A01"),
  clear: (world: World) => clearJam(world, "A01"),
  refill: (world: World) => refillSlot(world, "A01"),
  take: takeTray,
};

function turn(world: World) {
  return finishTurn(startTurn(world, "A01"), "A01", noon);
}
