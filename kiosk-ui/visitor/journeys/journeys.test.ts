import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BodyArea, SafetyScreen } from "@drop-in/contracts";
import { icons } from "@iconify-json/fluent-emoji-flat";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import words from "../../locales/en/journeys.json" with { type: "json" };
import safetyWords from "../../locales/en/safety.json" with { type: "json" };
import {
  type Around,
  answer,
  back,
  backInSafety,
  begin,
  change,
  goOnAfterStop,
  land,
  stepAt,
  toggle,
} from "./journey.machine.ts";
import type { Act, Answer, Journey, JourneyId, Option, StepId } from "./journey.ts";
import { journeyPictures } from "./journey-pictures.ts";
import { journeys } from "./journeys.ts";
import { keyOf, type Run, type Walked } from "./run.ts";

const pack = join(import.meta.dirname, "../../../sync-server/content/packs/safety-screen.json");
const safetyScreen = SafetyScreen.parse(JSON.parse(readFileSync(pack, "utf8")).body);
const around: Around = { safetyScreen, clinicianHere: true };
/** One question that ends well: the real check has too many ways of its own to walk them all. */
const easy: Around = {
  clinicianHere: true,
  safetyScreen: SafetyScreen.parse({
    outcomes: safetyScreen.outcomes,
    questions: [{ questionId: "who", when: [], source: "a test", answers: { me: { goes: "on" } } }],
  }),
};

const all = Object.values(journeys).flatMap((journey) =>
  Object.entries(journey.steps).map(([step, what]) => ({ journey, step, ...what })),
);
const offered = (options: readonly Option[] | string): readonly Option[] =>
  typeof options === "string" ? [] : options;
const optionsOf = ({ ask }: Pick<(typeof all)[number], "ask">): readonly Option[] =>
  ask.kind === "choose" || ask.kind === "choose-many" ? offered(ask.options) : [];

/** Where what an act brings may lead, as the shell will say it. */
const landings: Record<Act, readonly (StepId | "end")[]> = {
  "find-appointment": ["is-this-you", "which-time", "not-found"],
  "find-callback": ["yours", "none"],
  "withdraw-callback": ["end"],
  "find-braces": ["which", "none"],
  "print-tape": ["measure"],
  "look-up-lot": ["fine", "recalled", "not-known"],
  "find-progress": ["steps", "none"],
  "find-messages": ["found", "none"],
  "check-in": ["end"],
  "ask-callback": ["end"],
  "change-callback": ["end"],
  "reserve-brace": ["end"],
  print: ["end"],
  "send-company": ["end"],
  "send-referral": ["end"],
  "send-feedback": ["end"],
  "keep-equality": ["end"],
};

/** Something that may be said at this place, chosen by a number. */
function sayable(run: Run, pick: number, { safetyScreen: check }: Around = around): Answer {
  const { ask } = stepAt(run);
  switch (ask.kind) {
    case "safety": {
      const question = check?.questions.find(({ questionId }) => questionId === run.entry);
      const answers = Object.keys(question?.answers ?? {});
      return answers[pick % answers.length] ?? "";
    }
    case "choose": {
      const options = offered(ask.options).map(({ id }) => id);
      const known = options.length > 0 ? options : ["one-of-them", "none"];
      return known[pick % known.length] ?? "";
    }
    case "choose-many":
      return offered(ask.options)
        .map(({ id }) => id)
        .slice(0, 1 + (pick % (ask.atMost ?? 3)));
    case "body":
      return "wrist";
    case "centimetres":
      return ask.from;
    default:
      return "x";
  }
}

/** Where somebody stands after that, acts done; null where the journey is over. */
function onFrom(walked: Walked, pick: number, world: Around): { run: Run | null } {
  if (walked.kind === "at") return { run: walked.run };
  if (walked.kind !== "do") return { run: null };
  const places = landings[walked.act];
  const place = places[pick % places.length] ?? "end";
  if (place === "end") return { run: null };
  return onFrom(land(walked.run, place, world), pick, world);
}

describe("every step of every journey", () => {
  test("has its question and its options in words", () => {
    const known = new Set(Object.keys(words).map((key) => key.replace(/_other$/, "")));
    const lacking = all.flatMap(({ journey, step, lead, lines = [], title, ask }) => {
      if (ask.kind === "safety" || ask.kind === "check") return [];
      const own = `${journey.id}.${step}`;
      const wanted = [
        ...(title === "content" ? [] : [title ?? own]),
        ...(lead ? [`${own}.lead`] : []),
        ...lines.map((line) => `${own}.${line}`),
      ];
      for (const { id, words: key, text } of optionsOf({ ask })) {
        const name = key ?? `${own}.${id}`;
        wanted.push(name, ...(text ? [`${name}.text`] : []));
      }
      return wanted.filter((key) => !known.has(key));
    });
    expect(lacking).toEqual([]);
  });

  test("has pictures that exist", () => {
    const names = all.flatMap((each) => optionsOf(each)).map(({ picture }) => picture);
    const lacking = names.filter((name) => !(journeyPictures[name].emoji in icons.icons));
    expect(lacking).toEqual([]);
  });

  test("is reached by somebody", () => {
    const seen = new Set<string>();
    const waiting: Run[] = [];
    const look = (walked: Walked) => {
      for (let pick = 0; pick < 3; pick += 1) {
        const { run } = onFrom(walked, pick, easy);
        const key = run && `${keyOf(run)} in ${run.after.map(keyOf)}`;
        if (!run || !key || seen.has(key)) continue;
        seen.add(key);
        waiting.push(run);
      }
    };
    for (const id of Object.keys(journeys) as JourneyId[]) look(begin(id, easy));
    for (let run = waiting.pop(); run; run = waiting.pop()) {
      for (let pick = 0; pick < 12; pick += 1) look(answer(run, sayable(run, pick, easy), easy));
    }
    const reached = new Set([...seen].map((key) => key.split(" ")[0]));
    const steps = all.map(({ journey, step }) => keyOf({ journey: journey.id, step }));
    const afterStop = Object.values(journeys).flatMap(({ id, afterStop: step }) =>
      step === undefined ? [] : [keyOf({ journey: id, step })],
    );
    expect(steps.filter((step) => !reached.has(step))).toEqual(afterStop);
  });
});

const picks = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 60 });
const anyJourney = fc.constantFrom(...(Object.keys(journeys) as JourneyId[]));

test("whatever is said, a journey ends, or still asks something that can be answered", () => {
  fc.assert(
    fc.property(anyJourney, picks, (id, choices) => {
      let reached = onFrom(begin(id, around), 0, around);
      for (const pick of choices) {
        if (reached.run === null) return;
        reached = onFrom(answer(reached.run, sayable(reached.run, pick), around), pick, around);
      }
    }),
    { numRuns: 3_000 },
  );
});

test("Back leads to the question before, and what was said there stands there again", () => {
  fc.assert(
    fc.property(anyJourney, picks, (id, choices) => {
      let { run } = onFrom(begin(id, around), 0, around);
      for (const pick of choices) {
        if (run === null) return;
        const said = sayable(run, pick);
        const next: Run | null = onFrom(answer(run, said, around), pick, around).run;
        if (
          next !== null &&
          stepAt(run).ask.kind !== "safety" &&
          stepAt(next).ask.kind !== "safety"
        ) {
          const before = back(next);
          expect(before && keyOf(before)).toBe(keyOf(run));
          if (stepAt(run).ask.kind !== "read") expect(before?.entry).toEqual(entryOf(said));
        }
        run = next;
      }
    }),
    { numRuns: 2_000 },
  );
});

const entryOf = (said: Answer) => (typeof said === "number" ? String(said) : said);

describe("the check of the answers", () => {
  test.each(
    all.flatMap(({ journey, step, ask }) =>
      ask.kind === "check" ? ask.asks.map((asked) => ({ journey, step, asked })) : [],
    ),
  )(
    "of $journey.id: changing $asked leaves the others as they were",
    ({ journey, step, asked }) => {
      const answers = Object.fromEntries(
        Object.keys(journey.steps).map((one) => [`${journey.id}.${one}`, "as it was"]),
      );
      const begun = begin(journey.id, easy, answers);
      if (begun.kind !== "at") throw new Error(`${journey.id} does not begin with a question`);
      const atCheck: Run = { ...begun.run, step };
      const changed = answer(change(atCheck, asked), saidAt(journey, asked), easy);
      expect(changed).toMatchObject({ kind: "at", run: { step, changing: false } });
      const { [`${journey.id}.${asked}`]: now, ...others } =
        "run" in changed ? changed.run.answers : {};
      expect(now).not.toBe("as it was");
      expect(Object.values(others)).toEqual(Object.values(others).map(() => "as it was"));
    },
  );
});

const saidAt = (journey: Journey, step: StepId): Answer =>
  sayable({ ...start, journey: journey.id, step }, 0);
const start: Run = {
  ...{ journey: "here", step: "day", answers: {}, entry: "", trail: [], after: [] },
  ...{ changing: false, safety: { answers: {}, outcome: null, firedBy: null }, doing: null },
  found: {},
};

describe("the safety check on the way", () => {
  test("of somebody with a worrying answer ends the journey with a person", () => {
    const { run } = onFrom(begin("brace", around), 0, around);
    const part = run && onFrom(answer(run, "wrist", around), 0, around).run;
    if (!part) throw new Error("no brace to choose");
    let walked = answer(part, "a-brace", around);
    while (walked.kind === "at") {
      const asksChest = walked.run.entry === "chest-breath";
      walked = answer(walked.run, asksChest ? "not-sure" : harmlessAt(walked.run), around);
    }
    expect(walked).toMatchObject({ kind: "stop", outcome: "emergency-999" });
  });

  test("of somebody who asked for a call keeps the call, and asks whether it is urgent", () => {
    const begun = begin("callback", around, { "callback.where": "back" });
    if (begun.kind !== "at") throw new Error("nothing asked");
    const matters: Run = { ...begun.run, step: "matters" };
    let walked = answer(matters, undefined, around);
    while (walked.kind === "at") {
      const asksChest = walked.run.entry === "chest-breath";
      walked = answer(walked.run, asksChest ? "yes" : harmlessAt(walked.run), around);
    }
    if (walked.kind !== "stop") throw new Error("the check did not stop");
    expect(goOnAfterStop(walked.run, around)).toMatchObject({
      kind: "at",
      run: { step: "urgent" },
    });
  });

  test("out of date asks nothing and sends to a person", () => {
    const old: Around = { safetyScreen: null, clinicianHere: true };
    const { run } = onFrom(begin("advice", old), 0, old);
    if (run === null) throw new Error("advice does not begin");
    const body = answer(run, "back" satisfies BodyArea, old);
    if (body.kind !== "at") throw new Error("nothing asked");
    expect(answer(body.run, "weeks", old)).toMatchObject({ kind: "expired" });
  });

  test("goes back question by question, and out to where it was entered", () => {
    const { run } = onFrom(begin("advice", around), 0, around);
    const where = run && answer(run, "wrist", around);
    if (where?.kind !== "at") throw new Error("advice does not begin");
    const first = answer(where.run, "weeks", around);
    if (first.kind !== "at") throw new Error("nothing asked");
    const second = answer(first.run, "me", around);
    if (second.kind !== "at") throw new Error("nothing asked");
    expect(second.run.entry).toBe("age16");
    const again = backInSafety(second.run, around);
    expect(again?.entry).toBe("who");
    expect(again && backInSafety(again, around)).toMatchObject({
      step: "how-long",
      entry: "weeks",
    });
  });

  test("has words for every question, every help and every outcome", () => {
    const wanted = safetyScreen.questions.flatMap(({ questionId, help, answers }) => [
      `safety.${questionId}`,
      ...(help ? [`safety.${questionId}.help`] : []),
      ...Object.keys(answers)
        .filter((said) => !["yes", "no", "not-sure", "skip"].includes(said))
        .map((said) => `safety.${questionId}.${said}`),
    ]);
    const outcomes = safetyScreen.outcomes.map(({ outcomeId }) => `safety.outcome.${outcomeId}`);
    expect([...wanted, ...outcomes].filter((key) => !(key in safetyWords))).toEqual([]);
  });
});

function harmlessAt({ entry }: Run): string {
  const question = safetyScreen.questions.find(({ questionId }) => questionId === entry);
  const on = Object.entries(question?.answers ?? {}).find(
    ([said, leads]) => said !== "skip" && leads.goes === "on",
  );
  return on?.[0] ?? "";
}

test("of several that may be ticked, the oldest makes room for one too many", () => {
  const { run } = onFrom(begin("talk", around), 0, around);
  const at: Run = { ...(run ?? start), journey: "talk", step: "matters", entry: [] };
  const ticked = ["pain", "sleep", "work", "money"].reduce(toggle, at);
  expect(ticked.entry).toEqual(["sleep", "work", "money"]);
  expect(toggle(ticked, "work").entry).toEqual(["sleep", "money"]);
});
