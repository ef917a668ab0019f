import { identifierAt } from "./application-identifiers.ts";
import { type Bad, type Element, readElements } from "./element-string.ts";
import { toIsoDate } from "./gs1-date.ts";

/** What a box says of itself. Null: it does not say. Days are ISO days. */
export type Gs1Item = {
  kind: "item";
  gtin: string | null;
  /** The thing inside a larger box, with its count. */
  contentGtin: string | null;
  count: number | null;
  lot: string | null;
  serial: string | null;
  producedOn: string | null;
  packedOn: string | null;
  bestBeforeOn: string | null;
  expiresOn: string | null;
  elements: Element[];
  /**
   * Values whose end reads as an element of its own: a separator may have been lost, and nothing in
   * the code can prove it. A person compares these with the box.
   */
  doubts: { ai: string; at: number }[];
};

/** Reads a GS1 code, scanned or typed. `year` is this year: two-digit years are counted from it. */
export function readGs1(text: string, year: number): Gs1Item | Bad {
  const read = readElements(text);
  if (read.kind === "bad") return read;
  const { elements } = read;
  const valueFor = (ai: string) => elements.find((element) => element.ai === ai)?.value ?? null;
  const dayOf = (ai: string) => {
    const value = valueFor(ai);
    return value === null ? null : toIsoDate(value, year);
  };
  const count = valueFor("37") ?? valueFor("30");
  return {
    kind: "item",
    gtin: valueFor("01"),
    contentGtin: valueFor("02"),
    count: count === null ? null : Number(count),
    lot: valueFor("10"),
    serial: valueFor("21"),
    producedOn: dayOf("11"),
    packedOn: dayOf("13"),
    bestBeforeOn: dayOf("15"),
    expiresOn: dayOf("17"),
    elements,
    doubts: elements.flatMap(findDoubt),
  };
}

/** Only identifiers whose own digits can be checked: any other end would be doubted too. */
function findDoubt({ ai, value, at }: Element): { ai: string; at: number }[] {
  if (identifierAt(ai, 0)?.predefined) return [];
  for (let from = 1; from < value.length; from += 1) {
    const inside = identifierAt(value, from);
    if (!inside || !(inside.checked || inside.date)) continue;
    if (readElements(value.slice(from)).kind === "elements") return [{ ai, at: at + from }];
  }
  return [];
}
