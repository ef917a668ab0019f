import type { DeviceRow, MachineId, Side, StockRow, VariantId } from "@drop-in/contracts";

/** What has been chosen so far; each answer narrows the next question. */
export type Choice = {
  product: string | null;
  side: Side | null;
  size: string | null;
  machineId: MachineId | null;
};

export const noChoice: Choice = { product: null, side: null, size: null, machineId: null };

export type ProductOption = { product: string; free: number };
export type MachineOption = {
  machineId: MachineId;
  variantId: VariantId;
  name: string;
  siteName: string;
  free: number;
  online: boolean;
};

export type IssueView = {
  products: ProductOption[];
  sides: Side[];
  sizes: string[];
  machines: MachineOption[];
  chosen: MachineOption | null;
};

const sideOrder: readonly Side[] = ["left", "right", "either", "pair"];
const sizeOrder = ["XXS", "XS", "S", "M", "L", "XL", "XXL"];

/** The questions that can be answered now. Only what a machine can still give is offered. */
export function issueViewOf(
  stock: readonly StockRow[],
  devices: readonly DeviceRow[],
  choice: Choice,
): IssueView {
  const names = [...new Set(stock.map((row) => row.name.en))].sort();
  const products = names.map((product) => ({
    product,
    free: freeIn(stock.filter((row) => row.name.en === product)),
  }));
  const ofProduct = stock.filter((row) => row.name.en === choice.product && freeOf(row) > 0);
  const ofSide = ofProduct.filter((row) => row.side === choice.side);
  const ofSize = ofSide.filter((row) => row.size === choice.size);
  const machines = machinesOf(ofSize, devices);
  return {
    products,
    sides: sideOrder.filter((side) => ofProduct.some((row) => row.side === side)),
    sizes: [...new Set(ofSide.map((row) => row.size))].sort(bySize),
    machines,
    chosen: machines.find(({ machineId }) => machineId === choice.machineId) ?? null,
  };
}

/** Answers that stand alone are given for the person: a product with one side asks no side. */
export function fillIn(
  stock: readonly StockRow[],
  devices: readonly DeviceRow[],
  choice: Choice,
): Choice {
  const bySide = issueViewOf(stock, devices, choice);
  const side = choice.side ?? only(bySide.sides);
  const size = choice.size ?? only(issueViewOf(stock, devices, { ...choice, side }).sizes);
  const last = issueViewOf(stock, devices, { ...choice, side, size });
  const machineId = choice.machineId ?? only(last.machines)?.machineId ?? null;
  return { product: choice.product, side, size, machineId };
}

/** Free to promise: in the slot, not set aside for anybody, and not locked. */
export function freeOf(row: StockRow): number {
  return row.locked ? 0 : Math.max(0, row.stock - row.setAside);
}

/** The machines these slots are in, with what each has to spare. */
export function machinesOf(
  rows: readonly StockRow[],
  devices: readonly DeviceRow[],
): MachineOption[] {
  const ids = [...new Set(rows.map(({ machineId }) => machineId))];
  return ids.flatMap((machineId) => {
    const here = rows.filter((row) => row.machineId === machineId);
    const [first] = here;
    if (first === undefined) return [];
    const device = devices.find(({ deviceId }) => deviceId === first.deviceId);
    const machine = device?.machines.find((each) => each.machineId === machineId);
    return [
      {
        machineId,
        variantId: first.variantId,
        name: machine?.name ?? machineId,
        siteName: device?.siteName ?? "",
        free: freeIn(here),
        online: device?.state === "up" || device?.state === "degraded",
      },
    ];
  });
}

function freeIn(rows: readonly StockRow[]): number {
  return rows.reduce((sum, row) => sum + freeOf(row), 0);
}

function only<T>(options: readonly T[]): T | null {
  const [first] = options;
  return options.length === 1 && first !== undefined ? first : null;
}

function bySize(a: string, b: string): number {
  const known = sizeOrder.indexOf(a.toUpperCase()) - sizeOrder.indexOf(b.toUpperCase());
  return known === 0 ? a.localeCompare(b, "en", { numeric: true }) : known;
}
