import { parseCode } from "@drop-in/contracts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { chooseCode, looksUnkind } from "./choose-code.rules.ts";
import {
  type CollectionFact,
  type KeptState,
  promisable,
  shownState,
  stateAfter,
} from "./collection.rules.ts";

const facts: CollectionFact[] = [
  "set-aside",
  "not-set-aside",
  "intended",
  "dispensed",
  "not-dispensed",
  "unclear",
  "found-dispensed",
  "found-not-dispensed",
  "revoked",
  "machine-silent",
  "device-reborn",
  "device-revoked",
];

test("that an item left the machine is never unsaid, whatever comes later", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...facts)), (before) => {
      const start = before.reduce<KeptState>(stateAfter, "issued");
      const spent = stateAfter(start, "dispensed");
      expect(before.reduce<KeptState>(stateAfter, spent)).toBe("dispensed");
    }),
  );
});

test("an unclear collection stays with staff until somebody says what happened", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<CollectionFact>("set-aside", "not-dispensed", "revoked", "unclear")),
      (later) => {
        expect(later.reduce<KeptState>(stateAfter, "needs-staff")).toBe("needs-staff");
      },
    ),
  );
  expect(stateAfter("needs-staff", "found-not-dispensed")).toBe("on-machine");
});

test("time ends only what waits", () => {
  const past = { expiresAt: "2026-11-23T11:00:00.000Z" };
  const shown = (state: KeptState) => shownState({ state, ...past }, "2026-11-23T12:00:00.000Z");
  expect(shown("on-machine")).toBe("expired");
  expect(shown("in-progress")).toBe("in-progress");
  expect(shown("dispensed")).toBe("dispensed");
});

test("only what lies in unlocked slots can be promised, once", () => {
  const slots = [
    { stock: 3, locked: false },
    { stock: 9, locked: true },
    { stock: -1, locked: false },
  ];
  expect(promisable(slots, 2)).toBe(1);
  expect(promisable(slots, 3)).toBe(0);
});

test("a code is always readable, and never a word one would mind reading aloud", () => {
  const symbols = fc.array(fc.nat({ max: 31 }), { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(symbols, symbols, (offered, next) => {
      const offers = [offered, next, [0, 1, 2, 3, 4, 5, 6]];
      const code = chooseCode(() => offers.shift() ?? []);
      expect(parseCode(code)).toEqual({ kind: "code", code });
      expect(looksUnkind(code)).toBe(false);
    }),
  );
  expect(looksUnkind("0ASS0000")).toBe(true);
});
