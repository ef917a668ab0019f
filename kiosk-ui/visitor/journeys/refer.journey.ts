import { act, type Journey, lookAgain, type Option, options, to, yesOrNo } from "./journey.ts";
import { hardest, needs, reach, whatMatters } from "./what-matters.ts";

const done: Option = { id: "done", picture: "tick", words: "done" };
const howLong = options({
  lt6w: "calendar",
  "6to12w": "calendar",
  gt12w: "calendar",
  "on-off": "hourglass",
});
const how: readonly Option[] = [
  { id: "now", picture: "pencil", text: true },
  { id: "person", picture: "people", text: true },
  { id: "link", picture: "mobile", text: true },
];

/** Referring oneself (3.7). No address, no number of any register; a way to be reached may be this very place. */
export const refer: Journey = {
  id: "refer",
  first: "who",
  steps: {
    who: {
      ask: { kind: "choose", options: options({ me: "greeting", helping: "people" }) },
      next: to("how"),
    },
    how: {
      ask: { kind: "choose", options: how },
      next: ({ here }) => {
        if (here === "person") return { person: true };
        return { to: here === "link" ? "link" : "age" };
      },
    },
    link: { ask: { kind: "read" }, next: () => ({ end: true }) },
    age: {
      ask: { kind: "choose", options: yesOrNo },
      next: ({ here }) => (here === "yes" ? { to: "where" } : { person: true }),
    },
    where: { ask: { kind: "body" }, next: () => ({ through: "safety", afterwards: "how-long" }) },
    "how-long": { ask: { kind: "choose", options: howLong }, next: to("hardest") },
    hardest: {
      ask: { kind: "choose-many", options: hardest },
      lead: true,
      skip: true,
      next: to("matters"),
    },
    matters: {
      ask: { kind: "choose-many", options: whatMatters, atMost: 3 },
      lead: true,
      skip: true,
      next: to("name"),
    },
    name: { ask: { kind: "line" }, lead: true, skip: true, personal: true, next: to("reach") },
    reach: {
      ask: { kind: "choose", options: reach },
      next: ({ here }) => ({ to: here === "phone" ? "phone" : "needs" }),
    },
    phone: { ask: { kind: "phone" }, personal: true, next: to("needs") },
    needs: {
      ask: { kind: "choose-many", options: needs },
      lead: true,
      skip: true,
      next: to("agree"),
    },
    agree: {
      ask: { kind: "choose", options: options({ yes: "tick", no: "cross" }) },
      lines: ["one", "two", "three"],
      next: ({ here }) => (here === "yes" ? { to: "check" } : { end: true }),
    },
    check: {
      ask: {
        kind: "check",
        asks: ["who", "where", "how-long", "hardest", "matters", "name", "reach", "phone", "needs"],
      },
      personal: true,
      next: act("send-referral"),
    },
  },
};

/** Where a referral is, by its word. */
export const progress: Journey = {
  id: "progress",
  first: "word",
  steps: {
    word: { ask: { kind: "ticket-word" }, lead: true, personal: true, next: act("find-progress") },
    steps: {
      ask: { kind: "choose", options: [...options({ wrong: "bell" }), done] },
      personal: true,
      next: ({ here }) => (here === "wrong" ? { person: true } : { end: true }),
    },
    none: {
      ask: { kind: "choose", options: lookAgain },
      lead: true,
      next: ({ here }) => (here === "again" ? { to: "word" } : { person: true }),
    },
  },
};

/** The poste restante of the service: a message kept under a word (3.10). */
export const messages: Journey = {
  id: "messages",
  first: "word",
  steps: {
    word: { ask: { kind: "ticket-word" }, lead: true, personal: true, next: act("find-messages") },
    found: { ask: { kind: "read" }, personal: true, next: () => ({ end: true }) },
    none: {
      ask: { kind: "choose", options: lookAgain },
      lead: true,
      next: ({ here }) => (here === "again" ? { to: "word" } : { person: true }),
    },
  },
};

/** Informal advice, with as little written down as can be (3.2). */
export const advice: Journey = {
  id: "advice",
  first: "where",
  steps: {
    where: { ask: { kind: "body" }, lead: true, next: to("how-long") },
    "how-long": {
      ask: {
        kind: "choose",
        options: options({
          days: "sun",
          weeks: "calendar",
          months: "hourglass",
          "on-off": "clock",
        }),
      },
      next: () => ({ through: "safety", afterwards: "hardest" }),
    },
    hardest: {
      ask: { kind: "choose-many", options: hardest },
      lead: true,
      skip: true,
      next: to("next"),
    },
    next: {
      ask: {
        kind: "choose",
        options: options({
          person: "people",
          callback: "phone",
          short: "lamp",
          exercises: "walking",
          tools: "mobile",
        }),
      },
      next: ({ here }) => {
        if (here === "callback") return { into: "callback" };
        if (here === "person") return { into: "talk", at: "how-to-call" };
        return { to: here === "tools" ? "tools" : "sheet" };
      },
    },
    sheet: {
      ask: { kind: "choose", options: [...options({ print: "paper" }), done] },
      next: ({ here }) => (here === "print" ? { act: "print" } : { to: "worse" }),
    },
    tools: {
      ask: { kind: "choose", options: "content" },
      lead: true,
      next: ({ here }) => (here === "help" ? { person: true } : { to: "worse" }),
    },
    worse: { ask: { kind: "read" }, next: () => ({ end: true }) },
  },
};
