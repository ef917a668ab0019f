import {
  act,
  type Journey,
  type Option,
  options,
  type Step,
  shared,
  to,
  yesOrNo,
} from "./journey.ts";

/** How it was: the question of the Friends and Family Test, and what made it so (3.8). */
export const feedback: Journey = {
  id: "feedback",
  first: "how",
  steps: {
    how: {
      ask: {
        kind: "choose",
        options: options({
          "very-good": "face-1",
          good: "face-2",
          neither: "face-3",
          poor: "face-4",
          "very-poor": "face-5",
          "not-know": "question",
        }),
      },
      lead: true,
      next: to("why"),
    },
    why: {
      ask: {
        kind: "choose-many",
        options: options({
          people: "people",
          wait: "hourglass",
          place: "hub",
          screen: "display",
          help: "hand",
          words: "speech",
        }),
      },
      lead: true,
      skip: true,
      next: to("words"),
    },
    words: { ask: { kind: "line" }, lead: true, skip: true, personal: true, next: to("check") },
    check: { ask: { kind: "check", asks: ["how", "why", "words"] }, next: act("send-feedback") },
  },
};

const ratherNot: Option = { id: "rather-not", picture: "hush", words: "ratherNot" };

/** One question of the equality questions: any may be passed over, and none is shown again. */
const ask = (offered: readonly Option[], next: Step["next"]): Step => ({
  ask: { kind: "choose", options: [...offered, ratherNot] },
  skip: true,
  personal: true,
  next,
});
const dots = (...ids: string[]): readonly Option[] => ids.map((id) => ({ id, picture: "dot" }));
const groups = {
  asian: ["A1", "A2", "A3", "A4", "A5"],
  black: ["B1", "B2", "B3"],
  mixed: ["M1", "M2", "M3", "M4"],
  white: ["W1", "W2", "W3", "W4", "W5"],
  other: ["O1", "O2"],
};
const ethnic = Object.entries(groups).map(([group, codes]): [string, Step] => {
  const offered = Object.fromEntries(codes.map((code) => [code, "dot" as const]));
  const step = ask(shared("equality.ethnic", offered), to("condition"));
  return [`ethnic-${group}`, { ...step, title: `equality.ethnic-group.${group}` }];
});

/** Who comes, counted without a name and without a thread to a visit (3.8, EQ). */
export const equality: Journey = {
  id: "equality",
  first: "start",
  steps: {
    start: {
      ask: { kind: "choose", options: options({ yes: "tick", no: "cross" }) },
      lead: true,
      next: ({ here }) => (here === "yes" ? { to: "age" } : { end: true }),
    },
    age: ask(
      dots("under-16", "16-24", "25-34", "35-49", "50-64", "65-74", "75-84", "85-plus"),
      to("sex"),
    ),
    sex: ask(dots("female", "male"), to("gender")),
    gender: ask(yesOrNo, to("ethnic-group")),
    "ethnic-group": ask(dots(...Object.keys(groups)), ({ here }) => {
      const known = typeof here === "string" && here in groups;
      return { to: known ? `ethnic-${here}` : "condition" };
    }),
    ...Object.fromEntries(ethnic),
    condition: ask(yesOrNo, ({ here }) => ({ to: here === "yes" ? "day-to-day" : "religion" })),
    "day-to-day": ask(dots("a-lot", "a-little", "not-at-all"), to("religion")),
    religion: ask(
      dots("none", "christian", "muslim", "hindu", "sikh", "jewish", "buddhist", "other"),
      to("orientation"),
    ),
    orientation: ask(dots("straight", "gay-lesbian", "bi", "other"), to("carer")),
    carer: { ...ask(yesOrNo, to("pregnant")), lead: true },
    pregnant: ask(yesOrNo, to("housing")),
    housing: ask(dots("settled", "temporary", "hostel", "rough"), to("before")),
    before: ask(yesOrNo, act("keep-equality")),
  },
};

/** The safety check, gone through on the way of other journeys; its questions are content. */
export const safety: Journey = {
  id: "safety",
  first: "question",
  steps: { question: { ask: { kind: "safety" }, personal: true, next: () => ({ end: true }) } },
};
