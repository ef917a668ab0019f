import { act, askPerson, type Journey, options, to, yesOrNo } from "./journey.ts";

/** Choosing a support oneself (3.5): what there is, whether it is safe, which size. Never what somebody needs. */
export const brace: Journey = {
  id: "brace",
  first: "part",
  steps: {
    part: {
      ask: {
        kind: "choose",
        options: [
          ...options({ wrist: "palm", thumb: "thumb", elbow: "arm", knee: "leg", ankle: "foot" }),
          { id: "other", picture: "hand", text: true },
        ],
      },
      next: ({ here }) => (here === "other" ? { person: true } : { act: "find-braces" }),
    },
    which: {
      ask: { kind: "choose", options: "stock" },
      lead: true,
      next: ({ here }) =>
        here === "none" ? { person: true } : { through: "safety", afterwards: "read-first" },
    },
    none: {
      ask: { kind: "choose", options: [askPerson, ...options({ callback: "phone" })] },
      lead: true,
      next: ({ here }) => (here === "callback" ? { into: "callback" } : { person: true }),
    },
    "read-first": {
      ask: { kind: "choose", options: options({ fine: "tick", person: "hand" }) },
      lead: true,
      next: ({ here }) => (here === "fine" ? { to: "tape" } : { person: true }),
    },
    tape: {
      ask: { kind: "choose", options: options({ print: "paper", have: "ruler", know: "tick" }) },
      lead: true,
      next: ({ here }) => {
        if (here === "print") return { act: "print-tape" };
        return here === "know" ? { to: "size" } : { to: "measure" };
      },
    },
    measure: { ask: { kind: "centimetres", from: 10, to: 60 }, next: to("size") },
    size: { ask: { kind: "choose", options: "stock" }, next: to("side") },
    side: {
      ask: { kind: "choose", options: options({ left: "left", right: "right" }) },
      next: to("advice"),
    },
    advice: { ask: { kind: "read" }, lead: true, next: to("quiet") },
    quiet: { ask: { kind: "choose", options: yesOrNo }, lead: true, next: to("check") },
    check: {
      ask: { kind: "check", asks: ["which", "size", "side", "quiet"] },
      next: act("reserve-brace"),
    },
  },
};

/** "Is my brace all right?": a label, what we know of it, and how to look after it (4.6). */
export const checkBrace: Journey = {
  id: "check-brace",
  first: "lot",
  steps: {
    lot: { ask: { kind: "lot" }, lead: true, next: act("look-up-lot") },
    fine: { ask: { kind: "read" }, next: () => ({ end: true }) },
    recalled: { ask: { kind: "read" }, next: () => ({ person: true }) },
    "not-known": { ask: { kind: "read" }, next: () => ({ end: true }) },
  },
};
