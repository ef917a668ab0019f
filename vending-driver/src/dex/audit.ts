import { type EventMeaning, meaningOfEvent } from "./event-codes.ts";
import type { AuditReport, Segment } from "./report.ts";

/** A count and its money, since the machine was built and since it was last reset. Money in the smallest unit. */
export type Sales = {
  value: number | null;
  number: number | null;
  resetValue: number | null;
  resetNumber: number | null;
};

export type AuditProduct = {
  selection: string;
  price: number | null;
  productId: string | null;
  /** PA107: the machine says the slot is not fitted. */
  notPresent: boolean;
  level: number | null;
  minimum: number | null;
  paid: Sales | null;
  test: Sales | null;
  free: Sales | null;
  lastSale: { date: string; time: string } | null;
  priceLists: { device: string; list: string; price: number | null; number: number | null }[];
};

export type AuditEvent = EventMeaning & {
  date: string | null;
  time: string | null;
  count: number | null;
  active: boolean | null;
  minutes: number | null;
};

export type Audit = {
  machine: {
    serial: string | null;
    model: string | null;
    build: string | null;
    location: string | null;
    asset: string | null;
  };
  board: { serial: string | null; model: string | null; software: string | null };
  currency: { decimals: number; numeric: string | null; alpha: string | null };
  paid: Sales | null;
  test: Sales | null;
  free: Sales | null;
  cash: Sales | null;
  cashless: Sales | null;
  products: AuditProduct[];
  events: AuditEvent[];
  reads: {
    sinceInit: number | null;
    resets: number | null;
    date: string | null;
    time: string | null;
  };
  powerOutages: { sinceReset: number | null; sinceInit: number | null };
};

/** The parts of a report that say what was given out and what is wrong. What a machine leaves out is null. */
export function readAuditOf(report: Pick<AuditReport, "segments">): Audit {
  const { segments } = report;
  const id = find(segments, "ID1");
  const money = find(segments, "ID4");
  const board = find(segments, "CB1");
  const reads = find(segments, "EA3");
  const outages = find(segments, "EA7");
  return {
    machine: {
      serial: text(id, 1),
      model: text(id, 2),
      build: text(id, 3),
      location: text(id, 4),
      asset: text(id, 6),
    },
    board: { serial: text(board, 1), model: text(board, 2), software: text(board, 3) },
    currency: { decimals: integer(money, 1) ?? 2, numeric: text(money, 2), alpha: text(money, 3) },
    paid: valueFirst(find(segments, "VA1")),
    test: valueFirst(find(segments, "VA2")),
    free: valueFirst(find(segments, "VA3")),
    cash: valueFirst(find(segments, "CA2")),
    cashless: valueFirst(find(segments, "DA2")),
    products: productsOf(segments),
    events: segments.flatMap((segment) => eventOf(segment) ?? []),
    reads: {
      sinceInit: integer(reads, 9),
      resets: integer(reads, 10),
      date: text(reads, 2),
      time: text(reads, 3),
    },
    powerOutages: { sinceReset: integer(outages, 1), sinceInit: integer(outages, 2) },
  };
}

/**
 * Vends of one selection since the machine was built, paid and free: the counter that evidence compares.
 * Null where a report that could not be checked, or names no counter, proves nothing.
 */
export function vendsOf(report: AuditReport, selection: number): number | null {
  if (report.verdict.kind !== "accepted") return null;
  const named = readAuditOf(report).products.filter((one) => Number(one.selection) === selection);
  const [product, second] = named;
  if (product === undefined || second !== undefined || product.selection.trim() === "") return null;
  const { paid, free } = product;
  if (paid === null && free === null) return null;
  // A segment that is there but whose number is not says nothing about the sum.
  if ((paid && paid.number === null) || (free && free.number === null)) return null;
  return (paid?.number ?? 0) + (free?.number ?? 0);
}

function productsOf(segments: readonly Segment[]): AuditProduct[] {
  const products: AuditProduct[] = [];
  for (const segment of segments) {
    if (segment.id === "PA1") products.push(productOf(segment));
    const product = products.at(-1);
    if (product !== undefined) addTo(product, segment);
  }
  return products;
}

function productOf(segment: Segment): AuditProduct {
  return {
    selection: text(segment, 1) ?? "",
    price: integer(segment, 2),
    productId: text(segment, 3),
    notPresent: text(segment, 7) === "1",
    level: integer(segment, 8),
    minimum: integer(segment, 9),
    paid: null,
    test: null,
    free: null,
    lastSale: null,
    priceLists: [],
  };
}

/** PA2 to PA5 and PA8 speak of the PA1 before them; PA7 names its product itself. */
function addTo(product: AuditProduct, segment: Segment): void {
  switch (segment.id) {
    case "PA2":
      product.paid = numberFirst(segment);
      return;
    case "PA3":
      product.test = numberFirst(segment);
      return;
    case "PA4":
      product.free = numberFirst(segment);
      return;
    case "PA5":
      product.lastSale = { date: text(segment, 1) ?? "", time: text(segment, 2) ?? "" };
      return;
    case "PA8":
      product.level ??= integer(segment, 1);
      return;
    case "PA7": {
      if (text(segment, 1) !== product.selection) return;
      const [device, list] = [text(segment, 2) ?? "", text(segment, 3) ?? ""];
      const [price, number] = [integer(segment, 4), integer(segment, 5)];
      product.priceLists.push({ device, list, price, number });
    }
  }
}

function eventOf(segment: Segment): AuditEvent | undefined {
  const code = text(segment, 1);
  if (code === null) return undefined;
  if (segment.id === "EA1") {
    const [date, time, minutes] = [text(segment, 2), text(segment, 3), integer(segment, 4)];
    return { ...meaningOfEvent(code), date, time, minutes, count: null, active: null };
  }
  if (segment.id !== "EA2") return undefined;
  const flag = text(segment, 5);
  const active = flag === "1" ? true : flag === "0" ? false : null;
  const [count, minutes] = [integer(segment, 2), integer(segment, 6)];
  return { ...meaningOfEvent(code), date: null, time: null, count, active, minutes };
}

/** VA, CA and DA put the money first. */
function valueFirst(segment: Segment | undefined): Sales | null {
  if (segment === undefined) return null;
  const [value, number] = [integer(segment, 1), integer(segment, 2)];
  return { value, number, resetValue: integer(segment, 3), resetNumber: integer(segment, 4) };
}

/** PA puts the count first. */
function numberFirst(segment: Segment): Sales {
  const [number, value] = [integer(segment, 1), integer(segment, 2)];
  return { value, number, resetNumber: integer(segment, 3), resetValue: integer(segment, 4) };
}

function find(segments: readonly Segment[], id: string): Segment | undefined {
  return segments.find((segment) => segment.id === id);
}

function text(segment: Segment | undefined, position: number): string | null {
  const element = segment?.elements[position - 1]?.trim() ?? "";
  return element === "" ? null : element;
}

function integer(segment: Segment | undefined, position: number): number | null {
  const element = text(segment, position);
  return element !== null && /^-?\d{1,15}$/.test(element) ? Number(element) : null;
}
