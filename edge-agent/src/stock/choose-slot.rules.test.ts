import { MachineId, SlotId, VariantId } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { chooseSlot } from "./choose-slot.rules.ts";
import type { Slot } from "./slot.store.ts";

const wanted = VariantId.parse("wrist-splint-neutral-m-left");
const today = "2026-11-23";

function slot(name: string, but: Partial<Slot> = {}): Slot {
  return {
    machineId: MachineId.parse("spiral-1"),
    slotId: SlotId.parse(name),
    selection: 11,
    variantId: wanted,
    capacity: 6,
    par: 2,
    lot: "L1",
    expiresOn: null,
    stock: 3,
    setAside: 0,
    lockReason: null,
    row: null,
    ...but,
  };
}
const chosen = (...slots: Slot[]) => chooseSlot(slots, wanted, today)?.slotId;

test("what expires first goes first, then where there is most", () => {
  expect(chosen(slot("A01"), slot("A02", { expiresOn: "2027-01-01" }))).toBe("A02");
  expect(chosen(slot("A01", { stock: 2 }), slot("A02", { stock: 5 }))).toBe("A02");
});

test("an empty, locked, expired or promised-away slot is never chosen", () => {
  expect(chosen(slot("A01", { stock: 0 }))).toBeUndefined();
  expect(chosen(slot("A01", { lockReason: "unclear-attempt" }))).toBeUndefined();
  expect(chosen(slot("A01", { expiresOn: "2026-11-22" }))).toBeUndefined();
  expect(chosen(slot("A01", { setAside: 3 }))).toBeUndefined();
});

test("another size or side is never chosen", () => {
  const other = VariantId.parse("wrist-splint-neutral-m-right");
  expect(chosen(slot("A01", { variantId: other }))).toBeUndefined();
});
