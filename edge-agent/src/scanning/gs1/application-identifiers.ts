/**
 * One application identifier of the GS1 General Specifications. `n` is digits only, `x` the 82 signs of GS1.
 * `predefined`: its length is known by its first two digits, so no separator follows it.
 */
export type ApplicationIdentifier = {
  name: string;
  signs: "n" | "x";
  min: number;
  max: number;
  predefined: boolean;
  /** The last digit is a check digit over the others. */
  checked: boolean;
  /** YYMMDD. */
  date: boolean;
};

/** GS1's table of predefined lengths, by the first two digits. Every other element ends at a separator. */
const predefinedStarts = new Set(
  "00 01 02 03 04 11 12 13 14 15 16 17 18 19 20 31 32 33 34 35 36 41".split(" "),
);

/** Format as GS1 writes it ("n14", "x..20"), then what holds of it. */
const table: Record<string, [format: string, name: string, kind?: "checked" | "date"]> = {
  "00": ["n18", "sscc", "checked"],
  "01": ["n14", "gtin", "checked"],
  "02": ["n14", "content gtin", "checked"],
  "10": ["x..20", "lot"],
  "11": ["n6", "production date", "date"],
  "12": ["n6", "due date", "date"],
  "13": ["n6", "packaging date", "date"],
  "15": ["n6", "best before date", "date"],
  "16": ["n6", "sell by date", "date"],
  "17": ["n6", "expiry date", "date"],
  "20": ["n2", "internal variant"],
  "21": ["x..20", "serial"],
  "22": ["x..20", "consumer variant"],
  "30": ["n..8", "variable count"],
  "37": ["n..8", "count"],
  "235": ["x..28", "third party serial"],
  "240": ["x..30", "additional id"],
  "241": ["x..30", "customer part number"],
  "242": ["n..6", "made-to-order variant"],
  "243": ["x..20", "packaging component"],
  "250": ["x..30", "secondary serial"],
  "251": ["x..30", "source reference"],
  "254": ["x..20", "extension of location"],
  "400": ["x..30", "order number"],
  "401": ["x..30", "consignment"],
  "402": ["n17", "shipment", "checked"],
  "403": ["x..30", "routing code"],
  "420": ["x..20", "ship to postcode"],
  "422": ["n3", "country of origin"],
  "7003": ["n10", "expiry date and time"],
  "8005": ["n6", "price per unit"],
  "8020": ["x..25", "payment reference"],
  "90": ["x..30", "mutually agreed"],
};
for (let ai = 91; ai <= 99; ai += 1) table[`${ai}`] = ["x..90", "company internal"];
for (let ai = 410; ai <= 417; ai += 1) table[`${ai}`] = ["n13", "location", "checked"];
for (let ai = 710; ai <= 716; ai += 1) table[`${ai}`] = ["x..20", "national healthcare number"];
/** Measures: the fourth digit says where the decimal point is. */
for (const [from, to] of [
  [310, 316],
  [320, 337],
  [340, 357],
  [360, 369],
] as const) {
  for (let ai = from; ai <= to; ai += 1) {
    for (let point = 0; point <= 5; point += 1) table[`${ai}${point}`] = ["n6", "measure"];
  }
}

const known = new Map(Object.entries(table).map(([ai, row]) => [ai, toIdentifier(ai, ...row)]));

/** The identifier at the start of `text`: no known one begins with another. */
export function identifierAt(
  text: string,
  at: number,
): ({ ai: string } & ApplicationIdentifier) | undefined {
  for (const length of [2, 3, 4]) {
    const ai = text.slice(at, at + length);
    const found = known.get(ai);
    if (found && ai.length === length) return { ai, ...found };
  }
  return undefined;
}

export const knownIdentifiers: ReadonlyMap<string, ApplicationIdentifier> = known;

function toIdentifier(
  ai: string,
  format: string,
  name: string,
  kind?: "checked" | "date",
): ApplicationIdentifier {
  const [, signs, upTo, digits] = /^([nx])(\.\.)?(\d+)$/.exec(format) ?? [];
  const max = Number(digits);
  return {
    name,
    signs: signs === "n" ? "n" : "x",
    min: upTo ? 1 : max,
    max,
    predefined: predefinedStarts.has(ai.slice(0, 2)),
    checked: kind === "checked",
    date: kind === "date",
  };
}
