import {
  ask,
  type Choice,
  type Given,
  type Input,
  type Screen,
  type Step,
  show,
  stay,
  type VisitorState,
} from "./visitor-state.ts";

/** Choosing what to do here. */
export function stepVisit(state: VisitorState, input: Input, given: Given): Step | undefined {
  const { screen } = state;
  switch (input.type) {
    case "choose":
      return onChoose(state, input.choice, given);
    case "try-again":
      return screen.name === "trouble" ? onTryAgain(state, screen, given) : undefined;
    case "print":
      return screen.name === "sent" ? onPrint(state, screen) : undefined;
    default:
      return undefined;
  }
}

/** The very same request once more: the agent knows it by its id and does nothing twice. */
function onTryAgain(
  state: VisitorState,
  { from, failed }: Extract<Screen, { name: "trouble" }>,
  { nowMs }: Given,
): Step {
  const isDispense = failed.do === "dispense" && from.name === "collect-ready";
  const screen: Screen = isDispense
    ? {
        name: "dispensing",
        collection: from.collection,
        attempt: null,
        askedAtMs: nowMs,
        doorSaid: false,
      }
    : from;
  return ask({ ...state, screen }, failed);
}

function onChoose(state: VisitorState, choice: Choice, given: Given): Step {
  switch (choice) {
    case "callback":
      return show(state, { name: "callback-press" });
    case "collect":
    case "more":
      return show(state, { name: choice });
    default:
      return given.asking?.beginJourney(state, choice, given) ?? stay(state);
  }
}

function onPrint(state: VisitorState, screen: Extract<Screen, { name: "sent" }>): Step {
  if (screen.printing !== "not-asked") return stay(state);
  const { submissionId } = screen.sent;
  return show(state, { ...screen, printing: "asking" }, { do: "print-submission", submissionId });
}
