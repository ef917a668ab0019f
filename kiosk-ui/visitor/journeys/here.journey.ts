import { type Journey, to } from "./journey.ts";

/** "I'm here": five touches for somebody with an appointment, and no name typed. Journeys 3.1, CI2 to CI3b. */
export const here: Journey = {
  id: "here",
  first: "day",
  steps: {
    day: { ask: { kind: "day" }, lead: true, personal: true, next: to("month") },
    month: { ask: { kind: "month" }, personal: true, next: to("letter") },
    letter: {
      ask: { kind: "letter" },
      lead: true,
      personal: true,
      next: () => ({ act: "find-appointment" }),
    },
    "is-this-you": {
      ask: {
        kind: "choose",
        options: [
          { id: "yes", picture: "tick", words: "yes" },
          { id: "no", picture: "cross", words: "no" },
        ],
      },
      personal: true,
      next: ({ "is-this-you": said }) => (said === "yes" ? { act: "check-in" } : { to: "not-found" }),
    },
    /** Several people fit: the time tells them apart, never a name. */
    "which-time": {
      ask: { kind: "choose", options: "found" },
      personal: true,
      next: ({ "which-time": said }) => (said === "none" ? { to: "not-found" } : { act: "check-in" }),
    },
    "not-found": {
      ask: {
        kind: "choose",
        options: [
          { id: "again", picture: "pencil" },
          { id: "carry-on", picture: "wave", hasText: true },
          { id: "person", picture: "hand" },
        ],
      },
      lead: true,
      next: ({ "not-found": said }) =>
        said === "again" ? { to: "day" } : said === "person" ? { person: true } : { through: "talk", then: "" },
    },
  },
};
