import { promised } from "../callback.machine.ts";
import { callPerson } from "../help.machine.ts";
import {
  answer,
  back,
  backInSafety,
  begin,
  change,
  enter,
  goOnAfterStop,
  land,
  landIn,
  stepAt,
  toggle,
} from "../journeys/journey.machine.ts";
import type { JourneyId } from "../journeys/journey.ts";
import { type Found, type Run, redone, type Walked } from "../journeys/run.ts";
import {
  endTurn,
  type Given,
  type Input,
  type Screen,
  type Step,
  show,
  stay,
  type VisitorState,
} from "../visitor-state.ts";
import { landSearch } from "./appointment.rules.ts";
import { aroundOf } from "./around.ts";
import { arrivalOf, chosen } from "./arrival.rules.ts";
import { perform } from "./perform.ts";
import { landWord } from "./word.rules.ts";

type Asking = Extract<Screen, { name: "asking" }>;

/** The first question of a journey. */
export function beginJourney(
  state: VisitorState,
  journey: JourneyId,
  given: Given,
  found: Found = {},
): Step {
  return walk(state, begin(journey, aroundOf(state), {}, found), given);
}

/** What is said at a question, and what comes of what the box did. */
export function stepAsking(state: VisitorState, input: Input, given: Given): Step | undefined {
  const { screen } = state;
  if (screen.name === "stopped") return stepStopped(state, screen, input, given);
  if (screen.name !== "asking") return undefined;
  return stepFound(state, screen, input, given) ?? stepQuestion(state, screen, input, given);
}

/** One question back; from the first one, to the start. */
export function backInJourney(state: VisitorState, screen: Screen): Step {
  if (screen.name === "stopped") return show(state, { name: "welcome" });
  if (screen.name !== "asking" || screen.run.doing !== null) return stay(state);
  const { run, page } = screen;
  if (page > 0) return show(state, { ...screen, page: page - 1 });
  const isSafety = stepAt(run).ask.kind === "safety";
  const before = isSafety ? backInSafety(run, aroundOf(state)) : back(run);
  return show(state, before ? { ...screen, run: before, page: 0 } : { name: "welcome" });
}

function stepQuestion(
  state: VisitorState,
  { run, page }: Asking,
  input: Input,
  given: Given,
): Step | undefined {
  const at = (next: Run, onPage = page): Step =>
    show(state, { name: "asking", run: next, page: onPage });
  if (state.sending) return undefined;
  switch (input.type) {
    case "say":
      return walk(state, answer(run, input.said, aroundOf(state)), given);
    case "enter":
      return at(enter(run, input.entry));
    case "toggle":
      return at(toggle(run, input.option));
    case "change-answer":
      return at(change(run, input.step), 0);
    case "more-choices":
      return at(run, page + 1);
    default:
      return undefined;
  }
}

function stepFound(
  state: VisitorState,
  { run: asked }: Asking,
  input: Input,
  given: Given,
): Step | undefined {
  const idle = { ...state, sending: false };
  const run = redone(asked);
  switch (input.type) {
    case "appointments-found": {
      const landing = landSearch(input.search);
      if (landing === "wait") return show(idle, { name: "stopped", run, why: "too-many-tries" });
      const found = { ...run.found, appointments: landing.appointments };
      return walk(idle, landIn({ ...run, found }, landing.place, aroundOf(idle)), given);
    }
    case "callback-found": {
      const { found: search } = input;
      if (search.kind === "wait") {
        return show(idle, { name: "stopped", run, why: "too-many-tries" });
      }
      const promise = search.kind === "found" ? { promise: search.promise } : {};
      const at = { ...run, found: { ...run.found, ...promise } };
      return walk(
        idle,
        land(at, search.kind === "found" ? "yours" : "none", aroundOf(idle)),
        given,
      );
    }
    case "wished":
      return show(idle, promised(input.promise, "phone", run.journey === "change-call"));
    case "equality-kept":
    case "withdrawn":
      return endTurn(idle, "done", { name: "thanks", sinceMs: given.nowMs });
    case "word-found": {
      const { found: search } = input;
      if (search.kind === "wait") {
        return show(idle, { name: "stopped", run, why: "too-many-tries" });
      }
      const step = landWord(run.journey, search);
      const found = { ...run.found, ...(search.kind === "found" ? { underWord: search } : {}) };
      return walk(idle, land({ ...run, found }, step, aroundOf(idle)), given);
    }
    case "checked-in": {
      const { visit } = input;
      const { reason, needs } = arrivalOf(run.answers, run.found);
      const [appointment = null] = chosen(run.answers, run.found.appointments ?? []);
      const told = { reason, needs, appointment, visit };
      const ticket: Screen = { name: "ticket", ...told, printing: "asking" };
      return show(idle, ticket, { do: "print-visit", visitId: visit.visitId });
    }
    case "sent": {
      const { journey } = run;
      return show(idle, { name: "sent", journey, sent: input.sent, printing: "not-asked" });
    }
    default:
      return undefined;
  }
}

function stepStopped(
  state: VisitorState,
  { run }: Extract<Screen, { name: "stopped" }>,
  input: Input,
  given: Given,
): Step | undefined {
  if (input.type !== "go-on") return undefined;
  const walked = goOnAfterStop(run, aroundOf(state));
  return walked ? walk(state, walked, given) : stay(state);
}

/** Shows where a journey has come to, or does what it asks for. */
function walk(state: VisitorState, walked: Walked, given: Given): Step {
  switch (walked.kind) {
    case "at":
      return show(state, { name: "asking", run: walked.run, page: 0 });
    case "do":
      return perform(state, walked.run, walked.act, given);
    case "stop":
      return show(state, { name: "stopped", run: walked.run, why: walked.outcome });
    case "expired":
      return show(state, { name: "stopped", run: walked.run, why: "no-questions" });
    case "person":
      return callPerson(state);
    case "end":
      return endTurn(state, "done", { name: "thanks", sinceMs: given.nowMs });
  }
}
