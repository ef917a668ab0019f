import { AppointmentSaying, Ticket } from "@drop-in/contracts";
import { callPerson } from "../help.machine.ts";
import type { Act } from "../journeys/journey.ts";
import { type Run, undone } from "../journeys/run.ts";
import {
  ask,
  type Command,
  type Given,
  type Step,
  show,
  stay,
  type VisitorState,
} from "../visitor-state.ts";
import { activityOf } from "./activities.rules.ts";
import { arrivalOf } from "./arrival.rules.ts";
import { wishesOf } from "./callback.rules.ts";
import { equalityOf } from "./equality.rules.ts";
import { wordParts } from "./questions/ticket-word.rules.ts";
import { submissionOf } from "./submission.rules.ts";

/** Has the box do what a journey asks for. What this box cannot do, a person here can. */
export function perform(state: VisitorState, run: Run, act: Act, given: Given): Step {
  if (act === "print") return print(state, undone(run));
  const command = commandFor(run, act, given, activityOf(state, run)?.name);
  const screen = { name: "asking", page: 0 } as const;
  if (!command) return callPerson({ ...state, screen: { ...screen, run: undone(run) } });
  return ask({ ...state, screen: { ...screen, run } }, command);
}

function commandFor(
  run: Run,
  act: Act,
  { newId }: Given,
  about: string | undefined,
): Command | undefined {
  const { answers, found } = run;
  switch (act) {
    case "find-appointment": {
      const [day, month, letter] = ["day", "month", "letter"].map((one) => answers[`here.${one}`]);
      const said = AppointmentSaying.safeParse({ day, month, letter });
      return said.success ? { do: "find-appointment", said: said.data } : undefined;
    }
    case "check-in":
      return { do: "check-in", requestId: newId(), arrival: arrivalOf(answers, found) };
    case "ask-callback":
    case "change-callback": {
      const callbackId = found.promise?.callbackId;
      const wishes = wishesOf(run.journey, answers);
      return callbackId && { do: "wish-callback", callbackId, wishes };
    }
    case "withdraw-callback": {
      const callbackId = found.promise?.callbackId;
      return callbackId && { do: "withdraw-callback", callbackId };
    }
    case "find-callback": {
      const word = wordIn(run, "C");
      return word && { do: "find-callback", word };
    }
    case "find-progress":
    case "find-messages": {
      const word = wordIn(run, "R");
      return word && { do: "find-word", word };
    }
    case "send-referral":
    case "send-company":
    case "send-feedback":
      return { do: "send", requestId: newId(), submission: submissionOf(run, about) };
    case "keep-equality":
      return { do: "keep-equality", answers: equalityOf(answers) };
    default:
      return undefined;
  }
}

/** Whole, with the letter that its kind of number has. */
function wordIn(run: Run, letter: "C" | "R"): Ticket | undefined {
  const { colour, picture, number } = wordParts(run.entry);
  return Ticket.safeParse({ colour, picture, number: `${letter}${number}` }).data;
}

/** What is shown stays; the paper comes beside it, once. */
function print(state: VisitorState, run: Run): Step {
  const { screen } = state;
  const activityId = String(run.answers["activities.list"] ?? "");
  const was = screen.name === "asking" ? screen.printing : undefined;
  if (was !== undefined && was !== "not-asked") return stay(state);
  const shown = { name: "asking", run, page: 0, printing: "asking" } as const;
  return show(state, shown, { do: "print-activity", activityId });
}
