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

/** Choosing what to do here, and being put on the list. */
export function stepVisit(state: VisitorState, input: Input, given: Given): Step | undefined {
  const { screen } = state;
  switch (input.type) {
    case "choose":
      return onChoose(state, input.choice);
    case "try-again":
      return screen.name === "trouble" ? onTryAgain(state, screen, given) : undefined;
    default:
      break;
  }
  if (screen.name === "needs") {
    const { reason, chosen } = screen;
    if (input.type === "toggle-need") {
      const without = chosen.filter((need) => need !== input.need);
      const next = without.length < chosen.length ? without : [...chosen, input.need];
      return stay({ ...state, screen: { ...screen, chosen: next } });
    }
    if (input.type === "check-in") {
      return ask(state, { do: "check-in", requestId: given.newId(), reason, needs: chosen });
    }
    if (input.type === "checked-in") {
      const { visit } = input;
      const ticket: Screen = { name: "ticket", reason, needs: chosen, visit, printing: "asking" };
      const print = { do: "print-visit", visitId: visit.visitId } as const;
      return show({ ...state, sending: false }, ticket, print);
    }
  }
  return undefined;
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

function onChoose(state: VisitorState, choice: "here" | "talk" | "callback" | "collect"): Step {
  switch (choice) {
    case "here":
      return show(state, { name: "needs", reason: "appointment", chosen: [] });
    case "talk":
      return show(state, { name: "needs", reason: "talk", chosen: [] });
    case "callback":
      return show(state, { name: "callback-press" });
    case "collect":
      return show(state, { name: "collect" });
    default:
      return stay(state);
  }
}
