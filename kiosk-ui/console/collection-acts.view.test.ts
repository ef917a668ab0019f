import { DeviceId, MachineId, type StockRow, VariantId } from "@drop-in/contracts";
import { describe, expect, test } from "vitest";
import { actsFor, machinesToMoveTo } from "./collection-acts.view.ts";

describe("what may be done about a code", () => {
  test.each([
    ["issued", null, ["move", "revoke"]],
    ["on-machine", null, ["move", "revoke"]],
    ["no-stock", null, ["move", "revoke"]],
    ["needs-staff", null, ["move", "decide"]],
    ["in-progress", null, []],
    ["dispensed", null, []],
    ["expired", null, []],
    ["revoked", null, []],
    ["on-machine", MachineId.parse("other"), ["revoke"]],
    ["needs-staff", MachineId.parse("other"), ["decide"]],
  ] as const)("that is %s and wanted at %s", (state, toMachineId, acts) => {
    expect(actsFor({ state, toMachineId }, true)).toEqual(acts);
  });

  test("it goes nowhere while no other machine has one", () => {
    expect(actsFor({ state: "on-machine", toMachineId: null }, false)).toEqual(["revoke"]);
  });
});

test("it may go to other machines that have one to spare, and to no other", () => {
  const slot = (machine: string, more: Partial<StockRow> = {}): StockRow =>
    ({
      ...{ deviceId: DeviceId.parse(`box-${machine}`), machineId: MachineId.parse(machine) },
      ...{
        slotId: "A01",
        variantId: VariantId.parse("wrist-m-left"),
        name: { en: "Wrist", ar: "م" },
      },
      ...{ size: "M", side: "left", stock: 2, setAside: 0, locked: false },
      ...more,
    }) as StockRow;
  const stock = [
    slot("here"),
    slot("spare"),
    slot("promised", { setAside: 2 }),
    slot("locked", { locked: true }),
    slot("other-size", { variantId: VariantId.parse("wrist-l-left") }),
  ];
  const row = { machineId: MachineId.parse("here"), variantId: VariantId.parse("wrist-m-left") };
  expect(machinesToMoveTo(row, stock, []).map(({ machineId }) => machineId)).toEqual(["spare"]);
});
