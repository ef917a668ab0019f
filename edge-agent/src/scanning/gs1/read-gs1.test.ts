import { readToken } from "@drop-in/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { knownIdentifiers } from "./application-identifiers.ts";
import corpus from "./bad-gs1.json" with { type: "json" };
import { checkDigitOf } from "./check-digit.ts";
import { readElements } from "./element-string.ts";
import { readGs1 } from "./read-gs1.ts";

const GS = "\u001d";
const GTIN = "09506000134352";
const SIGNS = [..."!\"%&'()*+,-./0123456789:;<=>?ABCXYZ_abcxyz"];

test("a box says what it is, its lot, its serial and when it expires", () => {
  const read = readGs1(`]d201${GTIN}17261200${"10"}AB-1${GS}21S7`, 2026);
  expect(read).toMatchObject({
    kind: "item",
    gtin: GTIN,
    lot: "AB-1",
    serial: "S7",
    expiresOn: "2026-12-31",
    doubts: [],
  });
});

test("a larger box says what is inside, and how many", () => {
  expect(readGs1(`02${GTIN}3724`, 2026)).toMatchObject({ contentGtin: GTIN, count: 24 });
});

test("the form people read is the same when typed, brackets in a lot included", () => {
  const typed = readGs1(`(01)${GTIN} (10)A(1)B(17)280229`, 2026);
  const scanned = readGs1(`01${GTIN}10A(1)B${GS}17280229`, 2026);
  const told = ({
    gtin,
    lot,
    expiresOn,
  }: {
    gtin?: string | null;
    lot?: string | null;
    expiresOn?: string | null;
  }) => [gtin, lot, expiresOn];
  expect(told(typed as object)).toEqual([GTIN, "A(1)B", "2028-02-29"]);
  expect(told(scanned as object)).toEqual(told(typed as object));
});

test.each([
  ["760101", 2026, "2076-01-01"],
  ["770101", 2026, "1977-01-01"],
  ["000101", 2026, "2000-01-01"],
  ["490101", 2099, "2149-01-01"],
  ["500101", 2099, "2050-01-01"],
  ["260200", 2026, "2026-02-28"],
  ["280200", 2026, "2028-02-29"],
  ["260400", 2026, "2026-04-30"],
])("17%s read in %i is %s", (date, year, day) => {
  expect(readGs1(`17${date}`, year)).toMatchObject({ expiresOn: day });
});

// gs1-barcode-parser-mod takes 19 of these for good.
test.each(corpus)("$means: refused at $at, $why", ({ text, why, at }) => {
  expect(readGs1(text, 2026)).toMatchObject({ kind: "bad", why, at });
});

test("a box shown to the visitor screen is no collection code", () => {
  expect(readToken(`01${GTIN}10AB-1`).kind).toBe("unreadable");
  expect(readToken(`01${GTIN}10AB-1${GS}17261231`).kind).toBe("unreadable");
});

test("an unknown identifier is named", () => {
  expect(readGs1(`01${GTIN}0512`, 2026)).toMatchObject({ why: "unknown-ai", ai: "0512", at: 16 });
});

test("a lot that ends like a date is read, and doubted", () => {
  expect(readGs1(`01${GTIN}10AB17261231`, 2026)).toMatchObject({
    lot: "AB17261231",
    expiresOn: null,
    doubts: [{ ai: "10", at: 20 }],
  });
});

test("no known identifier begins with another", () => {
  const all = [...knownIdentifiers.keys()];
  for (const one of all) {
    expect(all.filter((other) => other !== one && other.startsWith(one))).toEqual([]);
  }
});

const anyElement = fc.constantFrom(...knownIdentifiers).chain(([ai, rule]) => {
  const signs = rule.signs === "n" ? [..."0123456789"] : SIGNS;
  const length = { minLength: rule.min, maxLength: rule.max };
  const free = fc.array(fc.constantFrom(...signs), length).map((all) => all.join(""));
  const value = rule.date
    ? fc.constantFrom("261231", "280229", "991130", "000100")
    : free.map((text) =>
        rule.checked ? text.slice(0, -1) + checkDigitOf(text.slice(0, -1)) : text,
      );
  return value.map((text) => ({ ai, value: text, predefined: rule.predefined }));
});
const anyElements = fc
  .uniqueArray(anyElement, { minLength: 1, maxLength: 6, selector: ({ ai }) => ai })
  .filter((all) => all.every(({ ai }) => ai !== "02"));

test("whatever is written is read back, with separators where they must be", () => {
  fc.assert(
    fc.property(anyElements, fc.boolean(), (elements, always) => {
      const text = elements
        .map(({ ai, value, predefined }, index) => {
          const last = index === elements.length - 1;
          return `${ai}${value}${(always || !predefined) && !last ? GS : ""}`;
        })
        .join("");
      const read = readElements(text);
      expect(read.kind === "elements" && read.elements.map(({ ai, value }) => [ai, value])).toEqual(
        elements.map(({ ai, value }) => [ai, value]),
      );
    }),
  );
});

test("no other check digit is taken, and no single digit of a GTIN can be wrong", () => {
  fc.assert(
    fc.property(
      fc.nat(9_999_999_999_999),
      fc.nat(13),
      fc.integer({ min: 1, max: 9 }),
      (n, at, by) => {
        const body = String(n).padStart(13, "0");
        const gtin = body + checkDigitOf(body);
        const wrong = gtin.slice(0, at) + ((Number(gtin[at]) + by) % 10) + gtin.slice(at + 1);
        expect(readElements(`01${gtin}`).kind).toBe("elements");
        expect(readElements(`01${wrong}`)).toMatchObject({ kind: "bad", why: "check-digit" });
      },
    ),
  );
});

test("whatever is thrown at it, it answers and does not throw", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      expect(["item", "bad"]).toContain(readGs1(text, 2026).kind);
    }),
  );
});
