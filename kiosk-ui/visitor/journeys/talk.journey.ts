import { act, type Journey, options, to } from "./journey.ts";
import { needs, whatMatters } from "./what-matters.ts";

/** Dropping in: what would help, how to call, what to do for you (3.1, CI4 to CI10). */
export const talk: Journey = {
  id: "talk",
  first: "who-for",
  steps: {
    "who-for": {
      ask: {
        kind: "choose",
        options: options({ me: "greeting", helping: "people", child: "child" }),
      },
      next: ({ here }) => (here === "child" ? { person: true } : { to: "help-with" }),
    },
    "help-with": {
      ask: {
        kind: "choose",
        options: options({
          pain: "bandage",
          exercises: "walking",
          brace: "box",
          "work-money": "briefcase",
          company: "people",
          "tell-a-person": "speech",
        }),
      },
      lead: true,
      next: ({ here }) =>
        here === "pain" ? { through: "safety", afterwards: "how-to-call" } : { to: "how-to-call" },
    },
    "how-to-call": {
      ask: {
        kind: "choose-many",
        options: options({
          screen: "display",
          voice: "loudspeaker",
          "find-me": "eye",
          buzzer: "bell",
        }),
      },
      lead: true,
      skip: true,
      next: to("needs"),
    },
    needs: {
      ask: { kind: "choose-many", options: needs },
      lead: true,
      skip: true,
      next: to("matters"),
    },
    matters: {
      ask: { kind: "choose-many", options: whatMatters, atMost: 3 },
      lead: true,
      skip: true,
      next: to("check"),
    },
    check: {
      ask: { kind: "check", asks: ["who-for", "help-with", "how-to-call", "needs", "matters"] },
      next: act("check-in"),
    },
  },
};
