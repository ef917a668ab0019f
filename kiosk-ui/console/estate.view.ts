import type { DeviceRow, StockRow } from "@drop-in/contracts";
import type { Tone } from "../design/sign.tsx";
import { freeOf } from "./issue.view.ts";

export const deviceTone: Record<DeviceRow["state"], Tone> = {
  up: "good",
  degraded: "attention",
  down: "down",
  unknown: "unknown",
};

const urgency: Record<DeviceRow["state"], number> = { down: 0, degraded: 1, unknown: 2, up: 3 };

/** Those that need somebody first. */
export function devicesOf(devices: readonly DeviceRow[]): DeviceRow[] {
  return [...devices].sort(
    (a, b) => urgency[a.state] - urgency[b.state] || a.siteName.localeCompare(b.siteName),
  );
}

export type StockLine = StockRow & {
  free: number;
  missing: number;
  sign: "locked" | "empty" | "low" | "fine";
};
export type MachineStock = {
  machineId: string;
  machineName: string;
  siteName: string;
  lines: StockLine[];
  toBring: number;
};

/** Book stock by machine, slots in shelf order; `toBring` is what fills the low slots again. */
export function stockOf(stock: readonly StockRow[], devices: readonly DeviceRow[]): MachineStock[] {
  const ids = [...new Set(stock.map(({ machineId }) => machineId))].sort();
  return ids.map((machineId) => {
    const device = devices.find(({ machines }) =>
      machines.some((machine) => machine.machineId === machineId),
    );
    const lines = stock
      .filter((row) => row.machineId === machineId)
      .sort((a, b) => a.slotId.localeCompare(b.slotId))
      .map(lineOf);
    return {
      machineId,
      machineName:
        device?.machines.find((machine) => machine.machineId === machineId)?.name ?? machineId,
      siteName: device?.siteName ?? "",
      lines,
      toBring: lines.reduce((sum, line) => sum + line.missing, 0),
    };
  });
}

function lineOf(row: StockRow): StockLine {
  const low = row.stock < row.par;
  return {
    ...row,
    free: freeOf(row),
    missing: low ? row.capacity - row.stock : 0,
    sign: row.locked ? "locked" : row.stock <= 0 ? "empty" : low ? "low" : "fine",
  };
}
