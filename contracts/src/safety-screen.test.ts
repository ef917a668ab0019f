import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BodyArea,
  mayVend,
  NotAnAnswer,
  type SafetyAnswers,
  type SafetyGiven,
  SafetyScreen,
  type SafetyStep,
  stepSafety,
} from "./safety-screen.ts";

const packs = join(import.meta.dirname, "../../sync-server/content");
const read = (file: string) => JSON.parse(readFileSync(join(packs, file), "utf8"));
const screen = SafetyScreen.parse(read("packs/safety-screen.json").body);
const cases: {
  area: BodyArea;
  flow: "vending" | "other";
  answers: SafetyAnswers;
  expect: string;
}[] = read("safety-screen.cases.json");

const calm: SafetyGiven = { area: "wrist", flow: "other", clinicianHere: true };
type Asked = Extract<SafetyStep, { kind: "ask" }>["question"];
const harmless = ({ answers }: Asked) =>
  Object.keys(answers).find((said) => said !== "skip" && answers[said]?.goes === "on") ?? "";

/** Walks through, saying `answers` where asked, and otherwise what leads on. */
function walk(given: SafetyGiven, answers: SafetyAnswers, choose = harmless) {
  let said: SafetyAnswers = {};
  const asked: string[] = [];
  for (;;) {
    const now = stepSafety(screen, given, said);
    if (now.kind === "outcome") return { ...now, asked, said };
    const { questionId } = now.question;
    asked.push(questionId);
    said = { ...said, [questionId]: answers[questionId] ?? choose(now.question) };
  }
}

describe("the draft safety screen", () => {
  test.each(cases)(
    "$area $flow $answers leads to $expect",
    ({ area, flow, answers, expect: to }) => {
      expect(walk({ area, flow, clinicianHere: true }, answers).outcome).toBe(to);
    },
  );

  test("who may be having a heart attack is asked nothing more", () => {
    const { asked } = walk(calm, { "chest-breath": "not-sure" });
    expect(asked.at(-1)).toBe("chest-breath");
  });

  test("the short form asks only what could not wait, and finds it", () => {
    const short: SafetyGiven = { ...calm, area: "back", flow: "short" };
    const { asked, outcome } = walk(short, {});
    expect(outcome).toBe("ok");
    expect(asked.length).toBeLessThan(walk({ ...short, flow: "other" }, {}).asked.length);
    expect(asked).not.toContain("ill-signs");
    expect(walk(short, { "ces-saddle": "yes" }).outcome).toBe("ae-now");
  });

  test("where no clinician is on site, somebody else is to be asked today", () => {
    const { outcome } = walk({ ...calm, clinicianHere: false }, { surgery: "yes" });
    expect(outcome).toBe("urgent-111-gp");
  });

  test("an age that is not known leaves no question out", () => {
    const given: SafetyGiven = { ...calm, area: "neck" };
    expect(walk(given, {}).asked).toContain("head50");
    expect(walk({ ...given, age: 30 }, {}).asked).not.toContain("head50");
  });

  test("an allergy to latex narrows what may be chosen, and asks no clinician", () => {
    const given: SafetyGiven = { ...calm, flow: "vending" };
    expect(walk(given, { allergy: "yes" })).toMatchObject({ outcome: "ok", latexFreeOnly: true });
  });

  test("an answer that is not on the screen is refused", () => {
    expect(() => stepSafety(screen, calm, { who: "maybe" })).toThrow(NotAnAnswer);
  });
});

const anybody = fc.record({
  area: fc.constantFrom(...BodyArea.options),
  flow: fc.constantFrom("vending" as const, "other" as const),
  clinicianHere: fc.boolean(),
});

test("one worrying answer anywhere, whatever else is said, keeps the machine shut", () => {
  fc.assert(
    fc.property(anybody, fc.infiniteStream(fc.nat()), (given, choices) => {
      let worried = false;
      const { outcome } = walk(given, {}, (question) => {
        const offered = Object.keys(question.answers);
        const said = offered[(choices.next().value ?? 0) % offered.length] ?? "";
        worried ||= question.answers[said]?.goes === "out";
        return said;
      });
      expect(mayVend(screen, outcome)).toBe(!worried);
    }),
    { numRuns: 3_000 },
  );
});

test("not sure is never taken for no where a no would have been harmless", () => {
  for (const question of screen.questions) {
    const { "not-sure": unsure, no, yes } = question.answers;
    if (!unsure) throw new Error(`${question.questionId} cannot be answered with not sure`);
    if (yes?.goes !== "on" || no?.goes !== "on") expect(unsure.goes).not.toBe("on");
  }
});
