import { act, type Journey, options, to } from "./journey.ts";
import { reach } from "./what-matters.ts";

/** What is on near here, and going there with somebody (3.6). Nothing about health is on these screens. */
export const activities: Journey = {
  id: "activities",
  first: "when",
  steps: {
    when: {
      ask: { kind: "choose", options: options({ today: "sun", week: "calendar", any: "tick" }) },
      next: to("what"),
    },
    what: {
      ask: {
        kind: "choose",
        options: options({
          all: "globe",
          walking: "walking",
          gym: "ball",
          food: "pot",
          garden: "leaf",
          parents: "child",
          friends: "people",
          work: "briefcase",
          money: "coins",
          reading: "book",
          carers: "family",
        }),
      },
      next: to("list"),
    },
    list: {
      ask: { kind: "choose", options: "content" },
      lead: true,
      next: ({ here }) => ({ to: here === "again" ? "when" : "card" }),
    },
    card: {
      title: "content",
      ask: { kind: "choose", options: options({ company: "people", print: "paper" }) },
      next: ({ here }) => (here === "company" ? { into: "company" } : { act: "print" }),
    },
  },
};

/** "I would go if someone came with me." */
export const company: Journey = {
  id: "company",
  first: "name",
  steps: {
    name: { ask: { kind: "line" }, lead: true, personal: true, next: to("reach") },
    reach: {
      ask: { kind: "choose", options: reach },
      next: ({ here }) => ({ to: here === "phone" ? "phone" : "check" }),
    },
    phone: { ask: { kind: "phone" }, personal: true, next: to("check") },
    check: {
      ask: { kind: "check", asks: ["name", "reach", "phone"] },
      personal: true,
      next: act("send-company"),
    },
  },
};
