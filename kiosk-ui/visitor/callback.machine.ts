import type { AskCallback, CallbackPromise } from "@drop-in/contracts";
import { mistakeIn, withKey } from "./phone-entry.rules.ts";
import {
  ask,
  type Given,
  type Input,
  type Screen,
  type Step,
  show,
  stay,
  type VisitorState,
} from "./visitor-state.ts";

/** "Call me back": the press first, because it is the clock; then how to reach the person. */
export function stepCallback(state: VisitorState, input: Input, given: Given): Step | undefined {
  const { screen } = state;
  if (input.type === "promised" && screen.name === "callback-press") {
    const { promise } = input;
    const number: Screen = {
      name: "callback-number",
      promise,
      whose: "phone",
      number: "",
      mistake: null,
    };
    return show({ ...state, sending: false }, number);
  }
  if (input.type === "asked" && "promise" in screen) {
    const { promise, reach } = input;
    const idle = { ...state, sending: false };
    // The number is with us, whatever comes: the rest makes the call a better one.
    if (reach === "phone" && given.asking) {
      return given.asking.beginJourney(idle, "callback", given, { promise });
    }
    return show(idle, promised(promise, reach));
  }
  switch (screen.name) {
    case "callback-press":
      return input.type === "press-callback"
        ? ask(state, { do: "press-callback", requestId: given.newId() })
        : undefined;
    case "callback-number":
      return stepNumber(state, screen, input);
    case "callback-no-phone":
      return stepNoPhone(state, screen, input);
    case "callback-promise": {
      if (input.type !== "print" || screen.printing !== "not-asked") return undefined;
      const { callbackId } = screen.promise;
      return show(state, { ...screen, printing: "asking" }, { do: "print-callback", callbackId });
    }
    default:
      return undefined;
  }
}

function stepNumber(
  state: VisitorState,
  screen: Extract<Screen, { name: "callback-number" }>,
  input: Input,
): Step | undefined {
  const { promise, number, whose } = screen;
  switch (input.type) {
    case "key":
      return show(state, { ...screen, number: withKey(number, input.symbol), mistake: null });
    case "erase":
      return show(state, { ...screen, number: number.slice(0, -1), mistake: null });
    case "no-phone":
      return show(state, { name: "callback-no-phone", promise, number });
    case "next": {
      const mistake = mistakeIn(number);
      // What was typed stays, so that one wrong digit can be put right.
      if (mistake !== null) return show(state, { ...screen, mistake });
      // Nothing may be left with whoever answers until they have said that it may.
      const reach =
        whose === "phone"
          ? ({ kind: whose, number, leaveMessage: false } as const)
          : ({ kind: whose, number } as const);
      return ask(state, { do: "ask-callback", callbackId: promise.callbackId, reach });
    }
    default:
      return undefined;
  }
}

function stepNoPhone(
  state: VisitorState,
  screen: Extract<Screen, { name: "callback-no-phone" }>,
  input: Input,
): Step | undefined {
  if (input.type !== "reach") return stay(state);
  const { promise } = screen;
  if (input.kind === "trusted-person") {
    const whose = "trusted-person";
    return show(state, { name: "callback-number", promise, whose, number: "", mistake: null });
  }
  const { callbackId } = promise;
  return ask(state, { do: "ask-callback", callbackId, reach: { kind: "come-back" } });
}

/** The promise, as it is shown at the end of each way to it. */
export function promised(
  promise: CallbackPromise,
  reach: AskCallback["reach"]["kind"],
  changed = false,
): Screen {
  return { name: "callback-promise", promise, reach, changed, printing: "not-asked" };
}
