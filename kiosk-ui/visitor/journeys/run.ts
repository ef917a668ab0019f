import type {
  AppointmentFound,
  CallbackPromise,
  SafetyAnswers,
  SafetyOutcome,
  WordFound,
} from "@drop-in/contracts";
import type { Act, Answer, Answers, JourneyId, StepId } from "./journey.ts";

/** A place in a journey. In the safety check the step is the id of the question. */
export type Place = { journey: JourneyId; step: StepId };

/** One person's way through the journeys, from the first question to the end. */
export type Run = Place & {
  answers: Answers;
  /** Half typed, or ticked so far, at this place. */
  entry: Entry;
  /** Where Back leads: the places passed, the newest last. */
  trail: readonly Place[];
  /** Where journeys that are gone through come back to; the innermost last. */
  after: readonly Place[];
  /** Came from the check to change one answer: the next goes back to it. */
  changing: boolean;
  safety: { answers: SafetyAnswers; outcome: SafetyOutcome | null; firedBy: string | null };
  /** The box is doing this for the person just now. */
  doing: Act | null;
  /** What acts have brought so far, for the questions about it. */
  found: Found;
};

export type Found = {
  appointments?: readonly AppointmentFound[];
  /** The call-back that was pressed for here, or found by its word. */
  promise?: CallbackPromise;
  /** What waits under their word. */
  underWord?: Extract<WordFound, { kind: "found" }>;
};

export type Entry = string | readonly string[];

/** What a run asks of whoever walks it. */
export type Walked =
  | { kind: "at"; run: Run }
  | { kind: "do"; run: Run; act: Act }
  /** The safety check says that a person has to help now. */
  | { kind: "stop"; run: Run; outcome: SafetyOutcome }
  /** Its questions may not be asked any more. */
  | { kind: "expired"; run: Run }
  | { kind: "person"; run: Run }
  | { kind: "end" };

export const keyOf = ({ journey, step }: Place): string => `${journey}.${step}`;

export function answerAt(run: Run, place: Place = run): Answer | undefined {
  return run.answers[keyOf(place)];
}

/** As it stands while the box does it once more. */
export function redone(run: Run): Run {
  const { journey, step } = run;
  return run.doing === null ? { ...run, trail: [...run.trail, { journey, step }] } : run;
}

/** As it stood before the box was asked to do something that it could not do. */
export function undone(run: Run): Run {
  return run.doing === null ? run : { ...run, trail: run.trail.slice(0, -1), doing: null };
}
