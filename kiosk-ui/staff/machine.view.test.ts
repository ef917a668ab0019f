import { MachineState, StaffSlot } from "@drop-in/contracts";
import { expect, test } from "vitest";
import {
  doorTone,
  linkTone,
  mayCommission,
  printerTone,
  slotsOf,
  troublesOf,
} from "./machine.view.ts";

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
    lockReason: null,
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

test("a machine that does not answer is said once, not as three troubles", () => {
  const machine = MachineState.parse({
    machineId: "m1",
    name: "Machine",
    link: "offline",
    door: "open",
    cabinetTemperatureC: null,
    vending: "paused",
  });
  expect(troublesOf({ machine, printer: "ready", scanner: "ready" })).toEqual([
    { what: "machine", state: "machine.offline", tone: "attention" },
  ]);
});

test("a hub without a machine has no trouble with one", () => {
  expect(troublesOf({ machine: null, printer: "paper-low", scanner: "ready" })).toEqual([
    { what: "printer", state: "printer.paper-low", tone: "attention" },
  ]);
});

test("a locker door that stands open is said beside its slot and no other", () => {
  const views = slotsOf([slot("A01"), slot("A02")], ["A02"]);
  expect(views.map(({ doorOpen }) => doorOpen)).toEqual([false, true]);
});

test("only those who fill and mend machines may set one up", () => {
  const roles = [
    "greeter",
    "clinician",
    "adviser",
    "session-lead",
    "stock-keeper",
    "estates",
  ] as const;
  expect(roles.filter(mayCommission)).toEqual(["session-lead", "stock-keeper", "estates"]);
});
