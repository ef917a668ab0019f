import { DeviceRow, StockRow } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { devicesOf, deviceTone, stockOf } from "./estate.view.ts";

function device(deviceId: string, state: DeviceRow["state"]): DeviceRow {
  return DeviceRow.parse({
    deviceId,
    siteName: deviceId,
    state,
    reasons: [],
    lastHeardAt: null,
    version: null,
    outboxWaiting: null,
    outboxOldestAt: null,
    machines: [
      {
        machineId: `${deviceId}-m`,
        name: "Machine by the door",
        link: "online",
        door: "closed",
        cabinetTemperatureC: null,
        vending: "ready",
      },
    ],
    printer: "unknown",
    scanner: "ready",
    refusedEvents: 0,
  });
}

function row(slotId: string, stock: number, change: Partial<StockRow> = {}): StockRow {
  return StockRow.parse({
    deviceId: "hub",
    machineId: "hub-m",
    slotId,
    variantId: "knee/m",
    name: { en: "Knee sleeve", ar: "كم الركبة" },
    size: "M",
    side: "either",
    lot: "L1",
    stock,
    setAside: 0,
    par: 3,
    capacity: 8,
    locked: false,
    ...change,
  });
}

test("a device never heard is hollow, not green", () => {
  expect(deviceTone.unknown).toBe("unknown");
});

test("devices that need somebody come first", () => {
  const rows = devicesOf([device("a", "up"), device("b", "unknown"), device("c", "down")]);
  expect(rows.map(({ deviceId }) => deviceId)).toEqual(["c", "b", "a"]);
});

test("a low slot says how many fill it again; a slot at par asks for none", () => {
  const [machine] = stockOf([row("A02", 3), row("A01", 2)], [device("hub", "up")]);
  expect(machine).toMatchObject({ machineName: "Machine by the door", toBring: 6 });
  expect(machine?.lines.map(({ slotId, sign }) => [slotId, sign])).toEqual([
    ["A01", "low"],
    ["A02", "fine"],
  ]);
});

test("a locked slot has nothing free, whatever the book says", () => {
  const [machine] = stockOf([row("A01", 5, { locked: true })], []);
  expect(machine?.lines[0]).toMatchObject({ sign: "locked", free: 0 });
});
