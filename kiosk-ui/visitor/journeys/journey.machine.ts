import { type BodyArea, type SafetyGiven, type SafetyScreen, stepSafety } from "@drop-in/contracts";
import type { Answer, JourneyId, Next, Step, StepId } from "./journey.ts";
import { journeys } from "./journeys.ts";
import { answerAt, type Entry, keyOf, type Place, type Run, type Walked } from "./run.ts";

/** What the world lets a run know. */
export type Around = {
  /** The safety check that may be asked today; null when there is none, or it is out of date. */
  safetyScreen: SafetyScreen | null;
  clinicianHere: boolean;
};

/** Begins a journey, with what may be known already. */
export function begin(
  journey: JourneyId,
  around: Around,
  answers: Run["answers"] = {},
  found: Run["found"] = {},
): Walked {
  const run: Run = {
    ...{ journey, step: journeys[journey].first, answers, entry: "", trail: [], after: [] },
    ...{ changing: false, safety: { answers: {}, outcome: null, firedBy: null }, doing: null },
    found,
  };
  return arrive(run, around);
}

/** Says something at this place and goes on. Undefined: passed over, where that is offered. */
export function answer(run: Run, said: Answer | undefined, around: Around): Walked {
  const step = stepAt(run);
  if (step.ask.kind === "safety") return answerSafety(run, String(said), around);
  const hasOneWayOn = step.ask.kind === "read" || step.ask.kind === "check";
  if (said === undefined && !step.skip && !hasOneWayOn) return { kind: "at", run };
  const { [keyOf(run)]: _before, ...others } = run.answers;
  const answers = said === undefined ? others : { ...others, [keyOf(run)]: said };
  const next = step.next({ here: said, answers, safety: run.safety.outcome });
  const gone = { ...run, answers, trail: [...run.trail, placeOf(run)] };
  return follow(gone, next, around);
}

/** What an act brought says where the run goes on. */
export function land(run: Run, step: StepId, around: Around): Walked {
  return arrive({ ...run, step, doing: null }, around);
}

/** The same, on in another journey with all that was said. */
export function landIn(run: Run, { journey, step }: Place, around: Around): Walked {
  return land({ ...run, journey }, step, around);
}

/** On from the stop screen, where the journey that led there keeps what was asked for. */
export function goOnAfterStop(run: Run, around: Around): Walked | undefined {
  const journey = run.after.at(-1)?.journey;
  const step = journey && journeys[journey].afterStop;
  if (!step) return undefined;
  return arrive({ ...run, journey, step, after: run.after.slice(0, -1) }, around);
}

/** One place back, with everything that was said; undefined at the beginning. */
export function back(run: Run): Run | undefined {
  const place = run.trail.at(-1);
  if (!place) return undefined;
  const before = { ...run, ...place, trail: run.trail.slice(0, -1), doing: null };
  return { ...before, entry: entryAt(before), changing: false };
}

/** From the check to the answer that is to be another; the way back is the check. */
export function change(run: Run, step: StepId): Run {
  const at = { ...run, step, trail: [...run.trail, placeOf(run)] };
  return { ...at, entry: entryAt(at), changing: true };
}

export function enter(run: Run, entry: Entry): Run {
  return { ...run, entry };
}

/** Ticks or unticks one of several; more than allowed lets the oldest go. */
export function toggle(run: Run, option: string): Run {
  const { ask } = stepAt(run);
  const ticked = typeof run.entry === "string" ? [] : run.entry;
  const others = ticked.filter((one) => one !== option);
  if (others.length < ticked.length) return enter(run, others);
  const atMost = ask.kind === "choose-many" ? (ask.atMost ?? Infinity) : 1;
  return enter(run, [...ticked, option].slice(-atMost));
}

export function stepAt({ journey, step }: Place): Step {
  const found = journeys[journey].steps[step];
  if (!found) throw new Error(`the journey ${journey} has no step ${step}`);
  return found;
}

function follow(run: Run, next: Next, around: Around): Walked {
  if ("act" in next) return { kind: "do", run: { ...run, doing: next.act }, act: next.act };
  if ("person" in next) return { kind: "person", run };
  if ("end" in next) return comeBack(run, around);
  if ("into" in next) {
    const { into: journey, at = journeys[next.into].first } = next;
    return arrive({ ...run, journey, step: at, changing: false }, around);
  }
  const check = checkOf(run.journey);
  if (run.changing && check !== undefined) {
    return arrive({ ...run, step: check, changing: false }, around);
  }
  if ("through" in next) {
    const { through: journey, afterwards: step } = next;
    const after = [...run.after, { journey: run.journey, step }];
    return arrive({ ...run, journey, step: journeys[journey].first, after }, around);
  }
  return arrive({ ...run, step: next.to }, around);
}

/** At the end of a journey that was gone through, on with the one it was part of. */
function comeBack(run: Run, around: Around): Walked {
  const place = run.after.at(-1);
  if (!place) return { kind: "end" };
  return arrive({ ...run, ...place, after: run.after.slice(0, -1) }, around);
}

function arrive(run: Run, around: Around): Walked {
  if (stepAt(run).ask.kind === "safety") return askSafety(run, around);
  return { kind: "at", run: { ...run, entry: entryAt(run) } };
}

/** The question of the safety check that is next, or what its answers come to. */
function askSafety(run: Run, around: Around): Walked {
  if (around.safetyScreen === null) return { kind: "expired", run };
  const now = stepSafety(around.safetyScreen, givenBy(run, around), run.safety.answers);
  if (now.kind === "ask") {
    return { kind: "at", run: { ...run, entry: now.question.questionId } };
  }
  const { outcome, firedBy } = now;
  const judged = { ...run, safety: { ...run.safety, outcome, firedBy } };
  return outcome === "ok" ? comeBack(judged, around) : { kind: "stop", run: judged, outcome };
}

function answerSafety(run: Run, said: string, around: Around): Walked {
  const answers = { ...run.safety.answers, [String(run.entry)]: said };
  return askSafety({ ...run, safety: { ...run.safety, answers } }, around);
}

/** One question back within the safety check; at its first, out of it. */
export function backInSafety(run: Run, around: Around): Run | undefined {
  const asked = Object.keys(run.safety.answers);
  const last = asked.at(-1);
  if (last === undefined) return back({ ...run, after: run.after.slice(0, -1) });
  const { [last]: _last, ...answers } = run.safety.answers;
  const walked = askSafety({ ...run, safety: { ...run.safety, answers } }, around);
  return walked.kind === "at" ? walked.run : undefined;
}

function givenBy({ answers, after }: Run, { clinicianHere }: Around): SafetyGiven {
  const journey = after.at(-1)?.journey;
  const area = (answers[`${journey}.where`] ??
    answers[`${journey}.part`] ??
    "not-sure") as BodyArea;
  const flow = journey === "brace" ? "vending" : journey === "callback" ? "short" : "other";
  return { area, flow, clinicianHere };
}

const placeOf = ({ journey, step }: Place): Place => ({ journey, step });

/** What was said here before stands here again. */
function entryAt(run: Run): Entry {
  const said = answerAt(run);
  return typeof said === "number" ? String(said) : (said ?? "");
}

function checkOf(journey: JourneyId): StepId | undefined {
  return Object.entries(journeys[journey].steps).find(([, { ask }]) => ask.kind === "check")?.[0];
}
