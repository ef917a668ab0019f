import { AttemptOutcome, SafetyOutcome } from "@drop-in/contracts";
import type { Journey, Step } from "../visitor/journeys/journey.ts";
import { journeys } from "../visitor/journeys/journeys.ts";
import type { Run } from "../visitor/journeys/run.ts";
import {
  firstState,
  type Overlay,
  type Screen,
  type VisitorState,
} from "../visitor/visitor-state.ts";
import {
  appointments,
  attempt,
  collection,
  content,
  handovers,
  help,
  live,
  NOW,
  promise,
  safetyQuestions,
  sent,
  turnId,
  underWord,
  visit,
  waits,
} from "./around.ts";

/** One screen in one state. Its id is its address. */
export type GalleryState = { id: string; journey: string; state: VisitorState };

const nowMs = Date.parse(NOW);
const base: VisitorState = {
  ...firstState(nowMs),
  ...{ live, content, turnId, turnSeen: true, lostSinceMs: null },
};

/** Everything a visitor can meet, journey by journey. */
export function galleryStates(): GalleryState[] {
  return [
    ...Object.values(journeys).flatMap(statesOf),
    ...safetyQuestions.map((question) =>
      at("safety", question, asking({ journey: "safety", step: "question", entry: question })),
    ),
    ...stops(),
    ...Object.entries(others).flatMap(([journey, screens]) =>
      Object.entries(screens).map(([name, screen]) => at(journey, name, screen)),
    ),
    ...Object.entries(overlays).map(([name, over]) =>
      at("over", name, { name: "welcome" }, { overlay: over.overlay, help: over.help ?? null }),
    ),
    at("over", "resting", { name: "welcome" }, { lostSinceMs: nowMs - 60_000 }),
    at("over", "starting", { name: "welcome" }, { live: null }),
    at("welcome", "offline", { name: "welcome" }, { live: { ...live, connected: false } }),
    at("welcome", "no-machine", { name: "welcome" }, { live: { ...live, vending: "none" } }),
    at("welcome", "machine-paused", { name: "welcome" }, { live: { ...live, vending: "paused" } }),
  ];
}

function at(
  journey: string,
  name: string,
  screen: Screen,
  more: Partial<VisitorState> = {},
): GalleryState {
  return { id: `${journey}.${name}`, journey, state: { ...base, screen, ...more } };
}

function asking(place: Partial<Run>, page = 0): Screen {
  const run: Run = {
    ...{ journey: "here", step: "day", answers: {}, entry: "", trail: [], after: [] },
    ...{ changing: false, safety: { answers: {}, outcome: null, firedBy: null }, doing: null },
    found: { appointments, promise, ...(underWord ? { underWord } : {}) },
    ...place,
  };
  return { name: "asking", run, page };
}

/** Each question as it is met, with something chosen or typed where that looks different, and each further page. */
function statesOf(journey: Journey): GalleryState[] {
  return Object.entries(journey.steps).flatMap(([step, how]) => {
    if (how.ask.kind === "safety" || isContentless(how)) return [];
    const answers = answersFor(journey, step);
    const place = { journey: journey.id, step, answers, trail: trailOf(journey) };
    const shown = (name: string, entry: Run["entry"], page = 0) =>
      at(journey.id, name, asking({ ...place, entry }, page));
    const states = [shown(step, "")];
    const { ask } = how;
    if (ask.kind === "choose-many") {
      states.push(
        shown(
          `${step}-chosen`,
          ask.options.slice(0, 2).map(({ id }) => id),
        ),
      );
    }
    const offered = ask.kind === "choose" || ask.kind === "choose-many" ? ask.options : [];
    if (typeof offered !== "string" && offered.length > 6)
      states.push(shown(`${step}-more`, "", 1));
    if (ask.kind === "phone") states.push(shown(`${step}-typed`, "07700900123"));
    if (ask.kind === "line") states.push(shown(`${step}-typed`, "Ann"));
    if (ask.kind === "ticket-word") {
      states.push(
        shown(`${step}-picture`, ["red"]),
        shown(`${step}-number`, ["red", "train", "29"]),
      );
    }
    return states;
  });
}

/** Questions about what the box has: nothing asks them yet. */
const isContentless = ({ ask }: Step): boolean => ask.kind === "choose" && ask.options === "stock";

const trailOf = ({ id, steps }: Journey): Run["trail"] =>
  Object.keys(steps).map((step) => ({ journey: id, step }));

/** Something was said before, so that a check has what to show. */
function answersFor({ id, steps }: Journey, here: string): Run["answers"] {
  const said = Object.entries(steps).flatMap(([step, { ask }]): [string, string | string[]][] => {
    if (step === here) return [];
    if (ask.kind === "choose" && typeof ask.options !== "string") {
      return [[`${id}.${step}`, ask.options[0]?.id ?? ""]];
    }
    if (ask.kind === "choose-many")
      return [[`${id}.${step}`, ask.options.slice(0, 2).map((one) => one.id)]];
    if (ask.kind === "phone") return [[`${id}.${step}`, "07700900123"]];
    if (ask.kind === "body") return [[`${id}.${step}`, "wrist"]];
    return ask.kind === "line" ? [[`${id}.${step}`, "Ann"]] : [];
  });
  const first = content.activities[0]?.activityId ?? "";
  return {
    ...Object.fromEntries(said),
    "activities.when": "any",
    "activities.what": "all",
    "activities.list": first,
  };
}

function stops(): GalleryState[] {
  const { run } = asking({ journey: "safety", step: "question" }) as Extract<
    Screen,
    { name: "asking" }
  >;
  const reasons = [
    ...SafetyOutcome.options.filter((one) => one !== "ok"),
    "no-questions",
    "too-many-tries",
  ] as const;
  return reasons.flatMap((why) => [
    at("stopped", why, { name: "stopped", run, why }),
    at("stopped", `${why}-asked`, { name: "stopped", run, why }, { help: help(true, false) }),
  ]);
}

const ticket = (
  wait: keyof typeof waits,
  more: Partial<Extract<Screen, { name: "ticket" }>> = {},
): Screen => ({
  name: "ticket",
  ...{
    reason: "talk",
    needs: [],
    appointment: null,
    printing: "printed",
    visit: visit(waits[wait]),
  },
  ...more,
});
const dispensing = (
  handover: keyof typeof handovers,
  progress: string,
  more: object = {},
): Screen => ({
  name: "dispensing",
  ...{ collection, askedAtMs: nowMs, doorSaid: true },
  attempt: attempt({ handover: handovers[handover], progress, ...more }),
});
const outcome = (kind: object, more: object = {}): Screen => ({
  name: "outcome",
  collection,
  attempt: attempt({ progress: "ended", outcome: AttemptOutcome.parse(kind), ...more }),
});
const dispensed = { kind: "dispensed", proof: "confirmed" };
const early = { ...visit(waits.estimate) };

/** The screens that are no journey's. */
const others: Readonly<Record<string, Readonly<Record<string, Screen>>>> = {
  welcome: {
    first: { name: "welcome" },
    more: { name: "more" },
    thanks: { name: "thanks", sinceMs: nowMs },
  },
  ticket: {
    estimate: ticket("estimate"),
    next: ticket("next"),
    "not-open-yet": ticket("not-open-yet"),
    early: ticket("estimate", { reason: "appointment", appointment: appointments[0] ?? null }),
    twice: ticket("estimate", { visit: { ...early, already: true } }),
    "find-me": ticket("next", { needs: ["come-and-find-me"], printing: "paper-out" }),
  },
  call: {
    press: { name: "callback-press" },
    number: {
      name: "callback-number",
      promise,
      whose: "phone",
      number: "07700900123",
      mistake: null,
    },
    mistake: {
      name: "callback-number",
      promise,
      whose: "phone",
      number: "0770",
      mistake: "too-short",
    },
    trusted: {
      name: "callback-number",
      promise,
      whose: "trusted-person",
      number: "",
      mistake: null,
    },
    "no-phone": { name: "callback-no-phone", promise, number: "" },
    promised: {
      name: "callback-promise",
      promise,
      reach: "phone",
      changed: false,
      printing: "not-asked",
    },
    offline: {
      ...{ name: "callback-promise", reach: "come-back", changed: false, printing: "not-asked" },
      promise: { ...promise, connected: false },
    },
  },
  sent: {
    refer: { name: "sent", journey: "refer", sent: sent(true, true), printing: "not-asked" },
    offline: { name: "sent", journey: "company", sent: sent(false, true), printing: "printed" },
    feedback: { name: "sent", journey: "feedback", sent: sent(true, false), printing: "not-asked" },
  },
  collect: {
    how: { name: "collect" },
    code: { name: "collect-code", typed: "ABC", typedAtMs: nowMs, covered: false, typo: false },
    typo: { name: "collect-code", typed: "ABCDEFGH", typedAtMs: nowMs, covered: false, typo: true },
    ready: { name: "collect-ready", collection },
    "not-recognised": { name: "collect-refused", reason: "not-recognised" },
    expired: { name: "collect-refused", reason: "expired" },
    used: { name: "collect-refused", reason: "used" },
    "other-machine": { name: "collect-refused", reason: "other-machine" },
    wait: { name: "collect-wait", untilMs: nowMs + 300_000 },
    moving: dispensing("tray", "moving"),
    "door-open": dispensing("door", "door-open"),
    "press-keys": dispensing("keypad", "press-keys"),
    dispensed: outcome(dispensed),
    "got-it": outcome(dispensed, { answer: "got-it" }),
    damaged: outcome(dispensed, { answer: "damaged" }),
    unclear: outcome({ kind: "unclear", last: "moving" }),
  },
  trouble: {
    lost: { name: "trouble", failed: { do: "begin-turn" }, from: { name: "welcome" }, why: "lost" },
    refused: {
      name: "trouble",
      failed: { do: "begin-turn" },
      from: { name: "welcome" },
      why: "refused",
    },
  },
};

const overlays: Readonly<Record<string, { overlay: Overlay; help?: VisitorState["help"] }>> = {
  language: { overlay: { name: "language" } },
  easier: { overlay: { name: "easier" } },
  person: { overlay: { name: "person", failed: false }, help: help(false, false) },
  "person-saw": { overlay: { name: "person", failed: false }, help: help(true, false) },
  "person-coming": { overlay: { name: "person", failed: false }, help: help(true, true) },
  "person-failed": { overlay: { name: "person", failed: true } },
  "leave-call": { overlay: { name: "leave", why: "callback" } },
  "leave-answers": { overlay: { name: "leave", why: "answers" } },
  idle: { overlay: { name: "idle", sinceMs: nowMs } },
  hidden: { overlay: { name: "hidden", sinceMs: nowMs } },
};
