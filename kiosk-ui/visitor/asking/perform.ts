import { AppointmentSaying, Ticket } from "@drop-in/contracts";
import { callPerson } from "../help.machine.ts";
import type { Act } from "../journeys/journey.ts";
import { type Run, undone } from "../journeys/run.ts";
import { ask, type Command, type Given, type Step, type VisitorState } from "../visitor-state.ts";
import { arrivalOf } from "./arrival.rules.ts";
import { wordParts } from "./questions/ticket-word.rules.ts";
import { submissionOf } from "./submission.rules.ts";

/** Has the box do what a journey asks for. What this box cannot do, a person here can. */
export function perform(state: VisitorState, run: Run, act: Act, given: Given): Step {
  const command = commandFor(run, act, given);
  const screen = { name: "asking", page: 0 } as const;
  if (!command) return callPerson({ ...state, screen: { ...screen, run: undone(run) } });
  return ask({ ...state, screen: { ...screen, run } }, command);
}

function commandFor(run: Run, act: Act, { newId }: Given): Command | undefined {
  const { answers, found } = run;
  switch (act) {
    case "find-appointment": {
      const [day, month, letter] = ["day", "month", "letter"].map((one) => answers[`here.${one}`]);
      const said = AppointmentSaying.safeParse({ day, month, letter });
      return said.success ? { do: "find-appointment", said: said.data } : undefined;
    }
    case "check-in":
      return { do: "check-in", requestId: newId(), arrival: arrivalOf(answers, found) };
    case "find-progress":
    case "find-messages": {
      const { colour, picture, number } = wordParts(run.entry);
      const word = Ticket.safeParse({ colour, picture, number: `R${number}` });
      return word.success ? { do: "find-word", word: word.data } : undefined;
    }
    case "send-referral":
    case "send-company":
    case "send-feedback":
      return { do: "send", requestId: newId(), submission: submissionOf(run) };
    default:
      return undefined;
  }
}
