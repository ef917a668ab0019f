import { checks, type Way } from "./checks.ts";

export type Counted = { checks: number; failures: (Way & { wrong: string })[] };

type Criterion = { what: string; by: string };

/** What is not asked of the gallery: where it is shown, or that it is not yet. */
const elsewhere: Readonly<Record<string, Criterion>> = {
  K01: { what: "no violation axe finds, contrast of 7:1", by: "here" },
  K08: {
    what: "every picture has its words beside it",
    by: "axe, and journeys.test.ts: each option has words",
  },
  K27: {
    what: "every journey with four keys",
    by: "tests/journeys/keys-only.spec.ts: check-in, a call-back, a brace; the others not yet",
  },
  K28: {
    what: "every journey with two switches",
    by: "tests/journeys/keys-only.spec.ts: the same three; the others not yet",
  },
  K32: {
    what: "no swipe, drag or long press; done when the finger lifts",
    by: "tests/journeys/glass.spec.ts",
  },
  K33: {
    what: "a double tap counts once",
    by: "kiosk-ui/design/steady-press.test.ts, tests/journeys/glass.spec.ts",
  },
  K36: {
    what: "asked before it is cleared, and ten times more time",
    by: "kiosk-ui/visitor/visitor.machine.test.ts, tests/journeys/leaves-nothing.spec.ts",
  },
  K37: {
    what: "three times as long for who reads large or in another language",
    by: "kiosk-ui/visitor/visitor.machine.test.ts",
  },
  K38: { what: "the first screen says that it clears itself", by: "the words of the welcome" },
  K40: { what: "the bars are in the same place on every screen", by: "here" },
  K41: {
    what: "answers are checked before they are sent, and one can be changed",
    by: "kiosk-ui/visitor/journeys/journeys.test.ts",
  },
  K42: {
    what: "a code may be scanned, typed, or a person asked",
    by: "tests/journeys/wrong-code.spec.ts",
  },
  K44: {
    what: "a reading age of nine, and no word that sends people away",
    by: "npm run check: reading age",
  },
  K49: {
    what: "a missing translation fails",
    by: "kiosk-ui/words/locales.test.ts; a pseudo-language not yet",
  },
  K50: { what: "Easy Read for each journey", by: "kiosk-ui/words/locales.test.ts" },
  K55: { what: "nothing of a person is left", by: "tests/journeys/leaves-nothing.spec.ts" },
  K57: { what: "the screen can be hidden at once", by: "tests/journeys/leaves-nothing.spec.ts" },
  K58: { what: "no name on the display", by: "contracts: DisplayLive has no field for one" },
  K59: { what: "no request to any other host", by: "tests/journeys/glass.spec.ts" },
  K60: {
    what: "all of it without a network, and a crash begins anew",
    by: "tests/journeys/truth.spec.ts, tests/system/offline-session.test.ts",
  },
};
const notYet =
  "K04 K09 K10 K11 K12 K13 K14 K15 K16 K17 K18 K19 K20 K21 K22 K23 K24 K25 K26 K29 K34 K39 K45 K46 K47 K51 K52 K53 K54 K56";
const byHand = [
  "keys that can be felt, with a braille “start”",
  "the loop and the height of the jack",
  "glare, room for knees, covers of headphones",
  "people who use a screen reader every day",
  "the words, by readers of each language and by a clinician",
];

/** What was looked at, what was found, and what nobody has looked at yet. */
export function writeReport(counted: ReadonlyMap<string, Counted>, everything: boolean) {
  const names = [...counted.keys()].sort();
  const failures = names.flatMap((name) =>
    (counted.get(name)?.failures ?? []).map((failure) => ({ criterion: name, ...failure })),
  );
  const total = names.reduce((sum, name) => sum + (counted.get(name)?.checks ?? 0), 0);
  const lines = names.map((name) => {
    const { checks: count = 0, failures: wrong = [] } = counted.get(name) ?? {};
    const what = checks[name]?.what ?? elsewhere[name]?.what ?? name;
    return `| ${name} | ${what} | ${count} | ${wrong.length} |`;
  });
  const shown = Object.entries(elsewhere)
    .filter(([name]) => !counted.has(name))
    .map(([name, { what, by }]) => `| ${name} | ${what} | ${by} |`);
  const report = [
    "# Accessibility, as the run found it",
    "",
    `Made by \`npm run test:access\`${everything ? " --all" : ""}: every screen of the gallery, on a kiosk (1080 × 1920) and a tablet (1280 × 800). ${everything ? "Every language at every size in both themes." : "English in both themes and at every size of text, and every other language at 100 %; all with all by `-- --all`."}`,
    `No claim of conformance is made: nobody has audited this, and what a person has to try is listed last.`,
    "",
    "| | what | checks | failures |",
    "|---|---|---|---|",
    ...lines,
    "",
    `${total} checks, ${failures.length} failures.`,
    "",
    "## Shown elsewhere",
    "| | what | by |",
    "|---|---|---|",
    ...shown,
    "",
    `**Not looked at yet**: ${notYet}.`,
    "",
    "**For people to try**, by hand and signed for: " + `${byHand.join("; ")}.`,
    "",
  ].join("\n");
  const summary = [
    ...names.map((name) => {
      const { checks: count = 0, failures: wrong = [] } = counted.get(name) ?? {};
      const first = wrong
        .slice(0, 6)
        .map(
          (one) =>
            `\n    ${one.screen} ${one.state} ${one.language} ${one.text} ${one.theme}: ${one.wrong}`,
        );
      return `${name}  ${count} checks, ${wrong.length} failures${first.join("")}`;
    }),
    `${total} checks, ${failures.length} failures`,
    "",
  ].join("\n");
  const files = {
    "report.md": report,
    "failures.json": `${JSON.stringify(failures, null, 1)}\n`,
  };
  return { count: failures.length, summary, files };
}
