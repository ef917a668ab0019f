import { type PlannedSlot, SlotId, Variant, VariantId } from "@drop-in/contracts";
import { expect, test } from "vitest";
import {
  copyRight,
  firstStepOf,
  formOf,
  gridOf,
  isAddress,
  kindOfDraft,
  newSlot,
  nextRow,
  offered,
  productsOf,
  slotOf,
  stepAfter,
  withSlot,
} from "./setup.view.ts";

const splint = Variant.parse({
  variantId: "wrist-splint/left/m",
  productId: "wrist-splint",
  name: { en: "Wrist splint", ar: "جبيرة معصم" },
  size: "M",
  side: "left",
  gtin: "00000000000000",
});
const slot = (slotId: string, selection: number): PlannedSlot => ({
  slotId: SlotId.parse(slotId),
  selection,
  variantId: VariantId.parse("wrist-splint/left/m"),
  capacity: 1,
  par: 1,
  stock: 1,
  lot: "L1",
});
const draft = (address?: string) => ({ address, protocol: "" }) as never;

test("the way through has a first and a last step", () => {
  expect(stepAfter("ports", -1)).toBeNull();
  expect(stepAfter("ports", 1)).toBe("protocol");
  expect(stepAfter("save", 1)).toBeNull();
});

test("what was begun before goes on where something is still to be found out", () => {
  expect(firstStepOf({ link: "offline", draft: draft() })).toBe("ports");
  expect(firstStepOf({ link: "offline", draft: draft("/dev/ttyUSB0") })).toBe("connected");
  expect(firstStepOf({ link: "online", draft: draft("/dev/ttyUSB0") })).toBe("learn");
});

test("a draft that names no protocol we know is of no kind", () => {
  expect(kindOfDraft({ protocol: "kr-cu16" })).toBe("locker");
  expect(kindOfDraft({ protocol: "mdb-qibixx" })).toBe("keypad");
  expect(kindOfDraft({ protocol: "" })).toBeNull();
});

test("an address is a port of the box or a serial server with its number", () => {
  expect(["/dev/ttyUSB0", "tcp://10.0.0.4:4001"].every(isAddress)).toBe(true);
  expect(["ttyUSB0", "tcp://10.0.0.4", "http://x:1", ""].some(isAddress)).toBe(false);
});

test("slots stand in rows by their letter, each row with one free place at its end", () => {
  const rows = gridOf([slot("B01", 11), slot("A03", 3), slot("A01", 1)]);
  expect(rows.map(({ letter }) => letter)).toEqual(["A", "B"]);
  expect(rows[0]?.slots.map(({ slotId }) => slotId)).toEqual(["A01", "A03"]);
  expect(rows.map(({ next }) => next)).toEqual(["A04", "B02"]);
  expect(nextRow([])).toBe("A01");
  expect(nextRow([slot("B01", 11)])).toBe("C01");
  expect(nextRow([slot("Z01", 1)])).toBeNull();
});

test("what the hardware names is offered once, at the place its number says", () => {
  const found = [101, 102, 201].map((selection) => ({ selection, says: "a lock" }));
  const left = offered(found, [slot("A01", 101)], "locker");
  expect(left.map(({ slotId }) => slotId)).toEqual(["A02", "B01"]);
  const coils = offered(
    [
      { selection: 10, says: "" },
      { selection: 11, says: "" },
    ],
    [],
    "spiral",
  );
  expect(coils.map(({ slotId }) => slotId)).toEqual(["A10", "A01"]);
});

test("a compartment begins with one item, a coil with several", () => {
  expect(newSlot(SlotId.parse("A01"), 101, "locker")).toMatchObject({ capacity: 1, stock: 1 });
  expect(newSlot(SlotId.parse("A01"), 1, "spiral").capacity).toBeGreaterThan(1);
});

test("a slot without a product or a lot is not a slot of the plan", () => {
  const empty = newSlot(SlotId.parse("A01"), 101, "locker");
  expect(slotOf(empty)).toBeNull();
  expect(slotOf({ ...empty, variant: splint, lot: " " })).toBeNull();
  const full = slotOf({ ...empty, variant: splint, lot: " L1 ", stock: 9 });
  expect(full).toEqual(slot("A01", 101));
});

test("a slot that is opened and kept unchanged is the same slot", () => {
  const before = { ...slot("A01", 101), expiresOn: "2027-01-31", row: "lower" as const };
  expect(slotOf(formOf(before, [splint]))).toEqual(before);
});

test("a slot replaces the one that stood in its place", () => {
  const changed = { ...slot("A01", 101), lot: "L2" };
  expect(withSlot([slot("A01", 101), slot("A02", 102)], changed)).toEqual([
    changed,
    slot("A02", 102),
  ]);
});

test("copying to the right never writes over what stands there", () => {
  expect(copyRight([slot("A01", 101)], slot("A01", 101))).toEqual(slot("A02", 102));
  expect(copyRight([slot("A02", 150)], slot("A01", 101))).toBeNull();
  expect(copyRight([slot("B01", 102)], slot("A01", 101))).toBeNull();
});

test("a product is shown once however many sizes it has", () => {
  const large = { ...splint, size: "L", variantId: VariantId.parse("wrist-splint/left/l") };
  expect(productsOf([splint, large])).toHaveLength(1);
});
