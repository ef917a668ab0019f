import { StockRow } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { fillIn, issueViewOf, noChoice } from "./issue.view.ts";

function row(slotId: string, change: Partial<Record<keyof StockRow, unknown>> = {}): StockRow {
  return StockRow.parse({
    deviceId: "device-1",
    machineId: "machine-1",
    slotId,
    variantId: "wrist-splint/m/left",
    name: { en: "Wrist splint", ar: "جبيرة الرسغ" },
    size: "M",
    side: "left",
    lot: "L1",
    stock: 4,
    setAside: 1,
    par: 2,
    capacity: 6,
    locked: false,
    ...change,
  });
}

const stock = [
  row("A01"),
  row("A02", { size: "L", variantId: "wrist-splint/l/left" }),
  row("A03", { size: "S", variantId: "wrist-splint/s/left", locked: true }),
  row("B01", { name: { en: "Knee sleeve", ar: "كم الركبة" }, variantId: "knee/m", side: "either" }),
];

test("only what a machine can still give is offered", () => {
  const view = issueViewOf(stock, [], { ...noChoice, product: "Wrist splint", side: "left" });
  expect(view.sizes).toEqual(["M", "L"]);
});

test("what is set aside for somebody else is not free", () => {
  const view = issueViewOf(stock, [], {
    product: "Wrist splint",
    side: "left",
    size: "M",
    machineId: null,
  });
  expect(view.machines).toMatchObject([{ machineId: "machine-1", free: 3, online: false }]);
});

test("a question with one answer is not asked", () => {
  expect(fillIn(stock, [], { ...noChoice, product: "Knee sleeve" })).toEqual({
    product: "Knee sleeve",
    side: "either",
    size: "M",
    machineId: "machine-1",
  });
});

test("a question with two answers is left to the person", () => {
  expect(fillIn(stock, [], { ...noChoice, product: "Wrist splint" })).toEqual({
    product: "Wrist splint",
    side: "left",
    size: null,
    machineId: null,
  });
});

test("when the last one goes while the form is open, the choice is no longer offered", () => {
  const choice = fillIn(stock, [], { ...noChoice, product: "Knee sleeve" });
  const gone = stock.map((each) => (each.slotId === "B01" ? { ...each, setAside: 4 } : each));
  expect(issueViewOf(stock, [], choice).chosen?.variantId).toBe("knee/m");
  expect(issueViewOf(gone, [], choice).chosen).toBeNull();
});
