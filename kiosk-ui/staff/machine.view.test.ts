import { StaffSlot } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { doorTone, linkTone, printerTone, slotsOf } from "./machine.view.ts";

function slot(slotId: string, change: Partial<Record<keyof StaffSlot, unknown>> = {}): StaffSlot {
  return StaffSlot.parse({
    slotId,
    variantId: "wrist/m/left",
    name: { en: "Wrist splint", ar: "جبيرة الرسغ" },
    size: "M",
    side: "left",
    stock: 4,
    setAside: 1,
    capacity: 6,
    par: 2,
    locked: false,
    ...change,
  });
}

test("what is not known is never drawn as good", () => {
  expect([linkTone.stale, doorTone.unknown, printerTone.unknown]).toEqual([
    "unknown",
    "unknown",
    "unknown",
  ]);
});

test("slots come in shelf order, with what nobody has been promised", () => {
  const [first, second] = slotsOf([slot("B01"), slot("A03", { setAside: 4 })]);
  expect(first).toMatchObject({ slotId: "A03", free: 0, sign: "fine" });
  expect(second).toMatchObject({ slotId: "B01", free: 3 });
});

test("locked says more than empty, and empty more than low", () => {
  const signs = slotsOf([
    slot("A01", { locked: true, stock: 0 }),
    slot("A02", { stock: 0 }),
    slot("A03", { stock: 1 }),
  ]).map(({ sign }) => sign);
  expect(signs).toEqual(["locked", "empty", "low"]);
});
