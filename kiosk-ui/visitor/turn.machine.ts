import type { VisitorLive } from "@drop-in/contracts";
import { showAttempt, showCheck } from "./collect.machine.ts";
import {
  type Command,
  endTurn,
  type Screen,
  type Step,
  show,
  stay,
  type VisitorState,
} from "./visitor-state.ts";

const restAfterMs = 5_000;
const hiddenForMs = 60_000;
const thanksForMs = 20_000;
const readAgainMs = 2_000;
const longestIdleMs = 300_000;

/** The agent has been silent for so long that the screen says so. Heals by itself. */
export function isResting({ lostSinceMs, nowMs }: VisitorState): boolean {
  return lostSinceMs !== null && nowMs - lostSinceMs >= restAfterMs;
}

/** Hidden or asking "are you still there?": a touch is no first touch of anybody. */
export function isCovered({ overlay }: VisitorState): boolean {
  return overlay?.name === "hidden" || overlay?.name === "idle";
}

/** How long without a touch before the question. Whoever reads large or in another language gets three times as long. */
export function idleAfterMs({ live, ease, language }: VisitorState): number {
  const usual = live?.idle.afterMs ?? 90_000;
  const slower = ease.text > 100 || ease.dark || language !== "en";
  return slower ? Math.max(usual, Math.min(usual * 3, longestIdleMs)) : usual;
}

/** Seconds until the screen clears itself, while it asks. */
export function secondsLeft(state: VisitorState): number {
  if (state.overlay?.name !== "idle") return 0;
  const warnMs = state.live?.idle.warnMs ?? 30_000;
  return Math.max(0, Math.ceil((state.overlay.sinceMs + warnMs - state.nowMs) / 1000));
}

/** The world has changed: the turn, a scan, the machine, the help that was asked for. */
export function onLive(before: VisitorState, live: VisitorLive): Step {
  const firstWord = before.live === null;
  const state = withTurn({ ...before, live }, live.turn, firstWord);
  const { turn } = live;
  if (turn === null || turn.turnId !== state.turnId) return stay(state);
  const helped = { ...state, help: turn.help ?? state.help };
  const { scan, attempt } = turn;
  if (scan !== null && scan.scanId !== state.scanId) {
    const scanned = { ...helped, scanId: scan.scanId };
    if (!takesScans(state.screen)) return stay(scanned);
    return showCheck({ ...scanned, touchedAtMs: state.nowMs, sending: false }, scan.check);
  }
  if (attempt === null) return stay(helped);
  const { screen } = state;
  if (screen.name === "dispensing" && screen.attempt?.attemptId === attempt.attemptId) {
    return showAttempt(helped, attempt);
  }
  // The page began anew in the middle of a try: take it up again and tell the truth.
  const unfinished = attempt.outcome === null || attempt.answer === null;
  if (firstWord && unfinished) {
    const dispensing: Screen = {
      name: "dispensing",
      collection: null,
      attempt,
      askedAtMs: state.nowMs,
      doorSaid: false,
    };
    return showAttempt({ ...helped, screen: dispensing }, attempt);
  }
  return stay(helped);
}

/** Our turn is the one we began, or one that a scan or an unfinished try began while nobody stood here. */
function withTurn(
  state: VisitorState,
  turn: VisitorLive["turn"],
  firstWord: boolean,
): VisitorState {
  if (turn !== null && turn.turnId === state.turnId) return { ...state, turnSeen: true };
  // The agent ended it, or began anew. Answers are kept; the next touch begins another turn.
  const own = state.turnSeen ? { ...state, turnId: null, turnSeen: false, help: null } : state;
  if (turn === null || own.turnId !== null || !isUnused(own.screen)) return own;
  const scanned = turn.scan !== null && turn.scan.scanId !== own.scanId;
  const unfinished = firstWord && turn.attempt !== null;
  if (!scanned && !unfinished) return own;
  return { ...own, turnId: turn.turnId, turnSeen: true, touchedAtMs: own.nowMs };
}

function isUnused({ name }: Screen): boolean {
  return name === "welcome" || name === "thanks";
}

/** Where a scan may lead on to its answer; elsewhere it would take away what somebody is saying. */
function takesScans(screen: Screen): boolean {
  switch (screen.name) {
    case "welcome":
    case "thanks":
    case "collect":
    case "collect-code":
    case "collect-refused":
    case "collect-wait":
    case "collect-ready":
    case "ticket":
    case "sent":
    case "callback-promise":
      return true;
    case "more":
    case "asking":
    case "stopped":
    case "callback-press":
    case "callback-number":
    case "callback-no-phone":
    case "dispensing":
    case "outcome":
    case "trouble":
      return false;
    default:
      return false;
  }
}

/** Time passes: what waits too long is asked about, then cleared. */
export function onTick(state: VisitorState): Step {
  const { screen, overlay, nowMs } = state;
  if (overlay?.name === "idle" && secondsLeft(state) === 0) return endTurn(state, "idle");
  if (screen.name === "dispensing") return followAttempt(state, screen);
  if (overlay?.name === "hidden" && nowMs - overlay.sinceMs >= hiddenForMs) {
    return endTurn(state, "idle");
  }
  if (screen.name === "thanks" && nowMs - screen.sinceMs >= thanksForMs) {
    return show({ ...state, language: "en" }, { name: "welcome" });
  }
  if (screen.name === "collect-wait" && nowMs >= screen.untilMs) {
    return show(state, { name: "collect" });
  }
  const inUse = screen.name !== "thanks" && (state.turnId !== null || !isFresh(state));
  const waited = nowMs - state.touchedAtMs >= idleAfterMs(state);
  if (inUse && waited && !isCovered(state)) {
    return stay({ ...state, overlay: { name: "idle", sinceMs: nowMs } });
  }
  return stay(state);
}

function isFresh({ screen, overlay, language, ease }: VisitorState): boolean {
  const usual = language === "en" && ease.text === 100 && !ease.dark;
  return screen.name === "welcome" && overlay === null && usual;
}

/** While the machine works nobody is idle. Asks the agent again when the stream says nothing new. */
function followAttempt(state: VisitorState, screen: Extract<Screen, { name: "dispensing" }>): Step {
  const { attempt, askedAtMs } = screen;
  const awake = { ...state, touchedAtMs: state.nowMs };
  if (attempt === null || state.nowMs - askedAtMs < readAgainMs) return stay(awake);
  const read: Command = { do: "read-attempt", attemptId: attempt.attemptId };
  const next = { ...awake, screen: { ...screen, askedAtMs: state.nowMs } };
  return { state: next, commands: [read] };
}

/** Whether drawing again would show nothing new: most ticks of the clock change nothing to see. */
export function looksTheSame(before: VisitorState, after: VisitorState): boolean {
  const { nowMs, touchedAtMs } = after;
  if (showsTime(after) || isResting(before) !== isResting(after)) return false;
  const known = new Map<string, unknown>(Object.entries({ ...before, nowMs, touchedAtMs }));
  return Object.entries(after).every(([key, value]) => Object.is(value, known.get(key)));
}

function showsTime({ screen, overlay }: VisitorState): boolean {
  const covers = screen.name === "collect-code" && screen.covered;
  return covers || screen.name === "collect-wait" || overlay?.name === "idle";
}
