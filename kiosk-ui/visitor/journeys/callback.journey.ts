import { act, type Journey, lookAgain, options, to, yesOrNo } from "./journey.ts";
import { whatMatters } from "./what-matters.ts";

const windows: Journey["steps"][string]["ask"] = {
  kind: "choose-many",
  atMost: 3,
  options: [
    { id: "soon", picture: "hourglass", words: "window.soon" },
    { id: "morning", picture: "sunrise", words: "window.morning", text: true },
    { id: "afternoon", picture: "sun", words: "window.afternoon", text: true },
    { id: "evening", picture: "moon", words: "window.evening", text: true },
    { id: "saturday", picture: "calendar", words: "window.saturday", text: true },
  ],
};

/** What follows the press and the number (3.3, CB3 to CB9). The press already counts. */
export const callback: Journey = {
  id: "callback",
  first: "safe",
  afterStop: "urgent",
  steps: {
    safe: {
      ask: {
        kind: "choose-many",
        options: options({ "say-who": "speech", "leave-message": "paper", "text-first": "mobile" }),
      },
      lead: true,
      skip: true,
      next: to("when"),
    },
    when: { ask: windows, lead: true, skip: true, next: to("interpreter") },
    interpreter: {
      ask: {
        kind: "choose",
        options: options({ phone: "interpreter", bsl: "palm", relay: "letters", none: "cross" }),
      },
      lead: true,
      next: to("matters"),
    },
    matters: {
      ask: { kind: "choose-many", options: whatMatters, atMost: 3 },
      lead: true,
      skip: true,
      next: () => ({ through: "safety", afterwards: "agree" }),
    },
    urgent: {
      ask: { kind: "choose", options: options({ yes: "bell", no: "hourglass" }) },
      lead: true,
      next: to("agree"),
    },
    agree: {
      ask: { kind: "choose", options: options({ yes: "tick", no: "cross" }) },
      lines: ["one", "two", "three"],
      next: ({ here }) => (here === "yes" ? { to: "check" } : { act: "withdraw-callback" }),
    },
    check: {
      ask: { kind: "check", asks: ["safe", "when", "interpreter", "matters"] },
      personal: true,
      next: act("ask-callback"),
    },
  },
};

/** A call that was asked for, found again by its word: keep it, change when, or stop it. */
export const changeCall: Journey = {
  id: "change-call",
  first: "find",
  steps: {
    find: {
      ask: { kind: "ticket-word" },
      lead: true,
      personal: true,
      next: act("find-callback"),
    },
    yours: {
      ask: {
        kind: "choose",
        options: options({ keep: "tick", change: "pencil", stop: "cross" }),
      },
      lead: true,
      personal: true,
      next: ({ here }) => {
        if (here === "change") return { to: "when" };
        return here === "stop" ? { to: "sure" } : { end: true };
      },
    },
    when: { ask: windows, title: "callback.when", next: act("change-callback") },
    sure: {
      ask: { kind: "choose", options: yesOrNo },
      next: ({ here }) => (here === "yes" ? { act: "withdraw-callback" } : { to: "yours" }),
    },
    none: {
      ask: { kind: "choose", options: lookAgain },
      title: "progress.none",
      lead: true,
      next: ({ here }) => (here === "again" ? { to: "find" } : { person: true }),
    },
  },
};
