import { act, type Journey, lookAgain, to, yesOrNo } from "./journey.ts";

/** "I'm here": five touches for somebody with an appointment, and no name typed (3.1, CI2 to CI3b). */
export const here: Journey = {
  id: "here",
  first: "day",
  steps: {
    day: { ask: { kind: "day" }, lead: true, personal: true, next: to("month") },
    month: { ask: { kind: "month" }, personal: true, next: to("letter") },
    letter: { ask: { kind: "letter" }, lead: true, personal: true, next: act("find-appointment") },
    "is-this-you": {
      ask: { kind: "choose", options: yesOrNo },
      personal: true,
      next: ({ here }) => (here === "yes" ? { act: "check-in" } : { to: "not-found" }),
    },
    /** Several people fit: the time tells them apart, never a name. */
    "which-time": {
      ask: { kind: "choose", options: "found" },
      personal: true,
      next: ({ here }) => (here === "none" ? { to: "not-found" } : { act: "check-in" }),
    },
    "not-found": {
      ask: {
        kind: "choose",
        options: [...lookAgain, { id: "carry-on", picture: "wave", text: true }],
      },
      lead: true,
      next: ({ here }) => {
        if (here === "again") return { to: "day" };
        return here === "person" ? { person: true } : { into: "talk" };
      },
    },
  },
};
