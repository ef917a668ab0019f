import type { AskCallback, TurnId } from "@drop-in/contracts";
import { stepCallback } from "./callback.machine.ts";
import { stepCollect } from "./collect.machine.ts";
import { callPerson } from "./help.machine.ts";
import { undone } from "./journeys/run.ts";
import { isCovered, onLive, onTick } from "./turn.machine.ts";
import { stepVisit } from "./visit.machine.ts";
import {
  endTurn,
  type Given,
  type Input,
  type Printing,
  type Screen,
  type Step,
  show,
  stay,
  type VisitorState,
} from "./visitor-state.ts";

/** The whole visitor screen as one decision: what is so, and what happened, to what is so next. Pure. */
export function step(before: VisitorState, input: Input, given: Given): Step {
  const state = { ...before, nowMs: given.nowMs };
  return (
    stepWorld(state, input) ??
    stepBars(state, input, given) ??
    stepVisit(state, input, given) ??
    given.asking?.stepAsking(state, input, given) ??
    stepCallback(state, input, given) ??
    stepCollect(state, input, given) ??
    stay(state)
  );
}

function stepWorld(state: VisitorState, input: Input): Step | undefined {
  switch (input.type) {
    case "live":
      return onLive({ ...state, lostSinceMs: null }, input.live);
    case "content":
      return stay({ ...state, content: input.content });
    case "lost":
      return stay({ ...state, lostSinceMs: state.lostSinceMs ?? state.nowMs });
    case "tick":
      return onTick(state);
    case "touched":
      return onTouch(state);
    case "turn-begun":
      return onTurnBegun(state, input.turnId);
    case "printed":
      return onPrinted(state, input.result);
    case "failed":
      return onFailure(state, input);
    default:
      return undefined;
  }
}

/** The stream often speaks of our turn before the answer does. */
function onTurnBegun(state: VisitorState, turnId: TurnId): Step {
  return stay({ ...state, turnId, turnSeen: state.live?.turn?.turnId === turnId });
}

/** The first touch begins a turn; every touch begins the wait for the next anew. */
function onTouch(state: VisitorState): Step {
  const touched = { ...state, touchedAtMs: state.nowMs };
  const isOver = state.screen.name === "thanks";
  const needsTurn = state.turnId === null && state.live !== null && !isOver && !isCovered(state);
  return { state: touched, commands: needsTurn ? [{ do: "begin-turn" }] : [] };
}

type Failure = Extract<Input, { type: "failed" }>;

/** A request that got no answer, or a refusal. What the person did is kept; they may try again. */
function onFailure(state: VisitorState, { command, code, retryAfterSeconds }: Failure): Step {
  switch (command.do) {
    case "begin-turn":
    case "end-turn":
    case "read-attempt":
    case "say-door":
      return stay(state);
    case "open-again":
      // The screen still offers it where it may be done; the stream says what came of this one.
      return stay({ ...state, sending: false });
    case "ask-help":
      return state.overlay?.name === "person"
        ? stay({ ...state, overlay: { name: "person", failed: true } })
        : stay(state);
    case "print-visit":
    case "print-activity":
    case "print-submission":
    case "print-callback":
      return onPrinted(state, "unknown") ?? stay(state);
    case "find-appointment":
    case "find-word":
    case "keep-equality":
    case "check-in":
    case "wish-callback":
    case "withdraw-callback":
    case "find-callback":
    case "send":
    case "press-callback":
    case "ask-callback":
    case "check-code":
    case "dispense":
    case "answer":
      break;
    default:
      return stay(state);
  }
  // An agent that began anew knows nothing of our turn: trying again begins another.
  const turnId = code === "turn-ended" ? null : state.turnId;
  const idle = { ...state, sending: false, turnId };
  if (command.do === "check-code" && retryAfterSeconds !== null) {
    const untilMs = state.nowMs + retryAfterSeconds * 1000;
    return show(idle, { name: "collect-wait", untilMs });
  }
  if (command.do === "ask-callback" && code === "phone-not-possible") {
    return backToNumber(idle, command.reach);
  }
  const from = placeToReturn(state.screen);
  const why = code === null ? "lost" : "refused";
  return show(idle, { name: "trouble", failed: command, from, why });
}

function placeToReturn(screen: Screen): Screen {
  if (screen.name === "trouble") return screen.from;
  if (screen.name === "asking") return { ...screen, run: undone(screen.run) };
  if (screen.name !== "dispensing") return screen;
  const { collection } = screen;
  return collection === null ? { name: "collect" } : { name: "collect-ready", collection };
}

function backToNumber(state: VisitorState, reach: AskCallback["reach"]): Step {
  const { screen } = state;
  if (reach.kind === "come-back" || !("promise" in screen)) return stay(state);
  const { promise } = screen;
  const mistake = "not-possible";
  const { kind: whose, number } = reach;
  return show(state, { name: "callback-number", promise, whose, number, mistake });
}

function onPrinted(state: VisitorState, printing: Printing): Step | undefined {
  const { screen } = state;
  if (!("printing" in screen)) return undefined;
  return stay({ ...state, screen: { ...screen, printing } });
}

function stepBars(state: VisitorState, input: Input, given: Given): Step | undefined {
  switch (input.type) {
    case "back":
      return onBack(state, given);
    case "start-again":
      return onStartAgain(state);
    case "leave":
      return endTurn(state, state.overlay?.name === "idle" ? "done" : "start-again");
    case "stay":
      return stay({ ...state, overlay: null, touchedAtMs: given.nowMs });
    case "person":
      return callPerson(state);
    case "hide":
      return stay({
        ...state,
        overlay: state.overlay?.name === "hidden" ? null : { name: "hidden", sinceMs: given.nowMs },
      });
    case "language":
    case "easier":
      return stay({ ...state, overlay: { name: input.type } });
    case "set-language":
      return stay({ ...state, language: input.language, overlay: null });
    case "set-ease":
      return stay({ ...state, ease: input.ease });
    case "help":
      return stay({ ...state, help: input.help });
    case "done":
      return endTurn(state, "done", { name: "thanks", sinceMs: given.nowMs });
    default:
      return undefined;
  }
}

/** While the machine works its answer must find somebody: then there is no starting again. */
function onStartAgain(state: VisitorState): Step {
  if (state.screen.name === "dispensing") return stay(state);
  const why = whatIsLost(state.screen);
  if (why === null) return endTurn(state, "start-again");
  return stay({ ...state, overlay: { name: "leave", why } });
}

function onBack(state: VisitorState, given: Given): Step {
  const { overlay } = state;
  if (overlay !== null) {
    return overlay.name === "idle" || overlay.name === "hidden"
      ? stay(state)
      : stay({ ...state, overlay: null });
  }
  if (state.sending) return stay(state);
  if (isAsking(state.screen)) {
    return given.asking?.backInJourney(state, state.screen) ?? show(state, { name: "welcome" });
  }
  const target = backFrom(state.screen);
  if (target === "leave") return stay({ ...state, overlay: { name: "leave", why: "callback" } });
  return target === null ? stay(state) : show(state, target);
}

/** Where the way back is the journey's own. */
const isAsking = ({ name }: Screen): boolean => name === "asking" || name === "stopped";

/** Where Back leads. Null where what happened cannot be taken back; `leave` where it would be dropped. */
export function backFrom(screen: Screen): Screen | "leave" | null {
  switch (screen.name) {
    case "welcome":
    case "ticket":
    case "sent":
    case "callback-promise":
    case "dispensing":
    case "outcome":
      return null;
    case "more":
    case "asking":
    case "stopped":
    case "callback-press":
    case "collect":
    case "thanks":
      return { name: "welcome" };
    case "collect-code":
    case "collect-ready":
    case "collect-refused":
    case "collect-wait":
      return { name: "collect" };
    case "callback-number":
      return screen.whose === "phone" ? "leave" : { ...screen, name: "callback-no-phone" };
    case "callback-no-phone": {
      const { promise, number } = screen;
      return { name: "callback-number", promise, number, whose: "phone", mistake: null };
    }
    case "trouble":
      return screen.from;
    default:
      return null;
  }
}

/** What Start again would throw away; null when there is nothing to lose. */
export function whatIsLost(screen: Screen): "callback" | "answers" | null {
  switch (screen.name) {
    case "callback-number":
    case "callback-no-phone":
      return "callback";
    case "asking":
    case "stopped":
      return Object.keys(screen.run.answers).length > 0 ? "answers" : null;
    case "collect-code":
      return screen.typed === "" ? null : "answers";
    case "collect-ready":
      return "answers";
    case "trouble":
      return whatIsLost(screen.from);
    case "welcome":
    case "more":
    case "ticket":
    case "sent":
    case "callback-press":
    case "callback-promise":
    case "collect":
    case "collect-refused":
    case "collect-wait":
    case "dispensing":
    case "outcome":
    case "thanks":
      return null;
    default:
      return null;
  }
}
