import { type AttemptView, type CollectionCheck, codeLength, parseCode } from "@drop-in/contracts";
import {
  ask,
  type Command,
  type Given,
  type Input,
  type Screen,
  type Step,
  show,
  stay,
  type VisitorState,
} from "./visitor-state.ts";

/** A brace or splint with a code: from the code to the truth about what happened. */
export function stepCollect(state: VisitorState, input: Input, given: Given): Step | undefined {
  const { screen } = state;
  if (input.type === "checked") return showCheck({ ...state, sending: false }, input.check);
  if (input.type === "attempt") return showAttempt({ ...state, sending: false }, input.attempt);
  if (input.type === "opened-again") return onOpenedAgain(state, input.attempt);
  switch (screen.name) {
    case "collect":
    case "collect-refused":
    case "collect-wait":
      return input.type === "type-code" ? show(state, emptyCode(given.nowMs)) : undefined;
    case "collect-code":
      return stepCode(state, screen, input);
    case "collect-ready":
      if (input.type === "reach-low") return stay({ ...state, reach: input.low ? "low" : "any" });
      return input.type === "accept" ? dispense(state, screen.collection, given) : undefined;
    case "dispensing":
      return screen.attempt === null ? undefined : stepDoor(state, screen.attempt, input);
    case "outcome":
      return stepOutcome(state, screen, input, given);
    default:
      return undefined;
  }
}

/** The code or the scan has been judged: say so, from wherever the person stood. */
export function showCheck(state: VisitorState, check: CollectionCheck): Step {
  switch (check.kind) {
    case "ready":
      return show(state, { name: "collect-ready", collection: check.collection });
    case "wait":
      return show(state, {
        name: "collect-wait",
        untilMs: state.nowMs + check.seconds * 1000,
      });
    case "refused":
      return check.reason === "typo" && state.screen.name === "collect-code"
        ? show(state, { ...state.screen, typo: true })
        : show(state, { name: "collect-refused", reason: check.reason });
    default:
      return stay(state);
  }
}

/** What is known of the physical try. Its outcome, once known, is never replaced by an older word. */
export function showAttempt(state: VisitorState, attempt: AttemptView): Step {
  const { screen } = state;
  if (screen.name !== "dispensing" && screen.name !== "outcome") return stay(state);
  const newest = newestOf(attempt, state.live?.turn?.attempt ?? null);
  const { collection } = screen;
  if (newest.outcome === null) {
    if (screen.name === "outcome") return stay(state);
    const doorSaid = screen.doorSaid || newest.progress === "door-open";
    const next: Screen = { ...screen, attempt: newest, doorSaid };
    return { state: { ...state, screen: next }, commands: sayDoorOnce(screen, newest, doorSaid) };
  }
  const firstSeen = screen.name === "dispensing";
  const next: Screen = { name: "outcome", collection, attempt: newest };
  // The person gets their whole time to read the outcome, however long the machine took.
  const touchedAtMs = firstSeen ? state.nowMs : state.touchedAtMs;
  const hidden = firstSeen && state.overlay?.name === "hidden";
  const overlay = hidden ? { name: "hidden" as const, sinceMs: state.nowMs } : state.overlay;
  const shown = { ...state, touchedAtMs, overlay, screen: next };
  const needsPerson = firstSeen && newest.outcome.kind === "unclear" && state.help === null;
  const isOut = newest.outcome.kind === "dispensed";
  const said = firstSeen ? sayDoorOnce(screen, newest, isOut) : [];
  const help: Command[] = needsPerson ? [{ do: "ask-help", screen: "outcome" }] : [];
  return { state: shown, commands: [...said, ...help] };
}

/** Which door, aloud, for whoever cannot see the screen: once, when it is open. "Say it again" is theirs to press. */
function sayDoorOnce(
  screen: Extract<Screen, { name: "dispensing" }>,
  { handover }: AttemptView,
  isOpen: boolean,
): Command[] {
  const now = isOpen && !screen.doorSaid && handover.kind === "door";
  return now ? [{ do: "say-door", door: handover }] : [];
}

/** What may be asked of a door while its attempt lasts, and after. Another pulse only where the agent allows it. */
function stepDoor(state: VisitorState, attempt: AttemptView, input: Input): Step | undefined {
  const { attemptId, handover, mayOpenAgain } = attempt;
  if (input.type === "say-door" && handover.kind === "door") {
    return { state, commands: [{ do: "say-door", door: handover }] };
  }
  if (input.type !== "open-again") return undefined;
  return mayOpenAgain ? ask(state, { do: "open-again", attemptId }) : stay(state);
}

/** The door was told to open once more: the same attempt goes on, also where it had already ended. */
function onOpenedAgain(before: VisitorState, attempt: AttemptView): Step {
  const state = { ...before, sending: false };
  const { screen } = state;
  if (attempt.outcome !== null || screen.name !== "outcome") return showAttempt(state, attempt);
  const { collection } = screen;
  const askedAtMs = state.nowMs;
  const next: Screen = { name: "dispensing", collection, attempt, askedAtMs, doorSaid: true };
  return stay({ ...state, screen: next });
}

function newestOf(answer: AttemptView, live: AttemptView | null): AttemptView {
  if (live === null || live.attemptId !== answer.attemptId) return answer;
  return answer.outcome === null && live.outcome !== null ? live : answer;
}

function emptyCode(nowMs: number): Screen {
  return { name: "collect-code", typed: "", typedAtMs: nowMs, covered: false, typo: false };
}

function stepCode(
  state: VisitorState,
  screen: Extract<Screen, { name: "collect-code" }>,
  input: Input,
): Step | undefined {
  const { typed } = screen;
  const typedAtMs = state.nowMs;
  switch (input.type) {
    case "key": {
      if (typed.length === codeLength) return stay(state);
      const longer = `${typed}${input.symbol}`;
      const typo = parseCode(longer).kind === "typo";
      return show(state, { ...screen, typed: longer, typedAtMs, typo });
    }
    case "erase":
      return show(state, { ...screen, typed: typed.slice(0, -1), typedAtMs, typo: false });
    case "cover-code":
      return show(state, { ...screen, covered: !screen.covered });
    case "next": {
      const parsed = parseCode(typed);
      if (parsed.kind === "code") return ask(state, { do: "check-code", code: parsed.code });
      return show(state, { ...screen, typo: parsed.kind === "typo" });
    }
    default:
      return undefined;
  }
}

function dispense(
  state: VisitorState,
  collection: Extract<Screen, { name: "collect-ready" }>["collection"],
  given: Given,
): Step {
  const { collectionId } = collection;
  const command: Command = {
    do: "dispense",
    collectionId,
    requestId: given.newId(),
    reach: state.reach,
  };
  const asked = ask(state, command);
  if (asked.commands.length === 0) return asked;
  const next: Screen = {
    name: "dispensing",
    collection,
    attempt: null,
    askedAtMs: given.nowMs,
    doorSaid: false,
  };
  return show(asked.state, next, ...asked.commands);
}

function stepOutcome(
  state: VisitorState,
  screen: Extract<Screen, { name: "outcome" }>,
  input: Input,
  given: Given,
): Step | undefined {
  const { attempt, collection } = screen;
  if (input.type === "answer") {
    return ask(state, { do: "answer", attemptId: attempt.attemptId, answer: input.answer });
  }
  const door = stepDoor(state, attempt, input);
  if (door !== undefined) return door;
  // Only what is proved not to have left the machine may be tried again.
  const mayRetry = attempt.outcome?.kind === "not-dispensed" && collection !== null;
  return input.type === "try-again" && mayRetry ? dispense(state, collection, given) : undefined;
}
