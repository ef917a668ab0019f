import { AttemptId, CollectionId, MachineId, SlotId, VariantId } from "@drop-in/contracts";
import { noEvidence } from "@drop-in/vending-driver";
import { expect, test } from "vitest";
import type { Slot } from "../stock/slot.store.ts";
import type { Attempt } from "./attempt.store.ts";
import { createGoGate } from "./go-gate.ts";
import { promiseBroken } from "./intent.rules.ts";

const machineId = MachineId.parse("m1");
const variantId = VariantId.parse("wrist");
const attempt: Attempt = {
  attemptId: AttemptId.parse("11111111-1111-4111-8111-111111111111"),
  collectionId: CollectionId.parse("11111111-1111-4111-8111-111111111112"),
  machineId,
  slotId: SlotId.parse("A01"),
  selection: 11,
  variantId,
  intendedAt: "2026-11-23T10:00:00.000Z",
  outcome: null,
  answer: null,
  resolution: null,
  evidence: noEvidence,
  reached: "intended",
  openedAgain: false,
  replaced: false,
};

test("a command passes once (V3), from a journal that is on disk (V2)", () => {
  const gate = createGoGate({ find: () => attempt, isDurable: () => true });
  gate(attempt);
  expect(() => gate(attempt)).toThrow("V3");
  const soft = createGoGate({ find: () => attempt, isDurable: () => false });
  expect(() => soft(attempt)).toThrow("V2");
  const lost = createGoGate({ find: () => undefined, isDurable: () => true });
  expect(() => lost(attempt)).toThrow("V2");
});

const slot: Slot = {
  machineId,
  slotId: attempt.slotId,
  selection: 11,
  variantId,
  capacity: 6,
  par: 2,
  lot: "L1",
  expiresOn: "2026-12-01",
  stock: 1,
  setAside: 0,
  lockReason: null,
  row: null,
};
const collection = {
  collectionId: attempt.collectionId,
  machineId,
  variantId,
  notBefore: "",
  expiresAt: "",
  state: "ready" as const,
  slotId: null,
  takenBack: false,
  pin: 1,
  leaseUntil: null,
  letGo: null,
};

test.each([
  ["V6", { slot: { ...slot, stock: 0 } }],
  ["V6", { slot: { ...slot, lockReason: "out-of-service" as const } }],
  ["V6", { slot: { ...slot, lockReason: "recalled" as const } }],
  ["V6", { slot: { ...slot, expiresOn: "2026-11-01" } }],
  ["V6", { slot: { ...slot, setAside: 1 } }],
  ["V7", { slot: { ...slot, variantId: VariantId.parse("knee") } }],
  ["V8", { collection: { ...collection, machineId: MachineId.parse("m2") } }],
])("an intent that would break %s is refused", (promise, change) => {
  const good = { collection, slot, machineId, today: "2026-11-23" };
  expect(promiseBroken(good)).toBeUndefined();
  expect(promiseBroken({ ...good, ...change })).toMatch(promise);
});
