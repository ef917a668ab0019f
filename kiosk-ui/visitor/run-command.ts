import {
  AppointmentSearch,
  AttemptView,
  CallbackFound,
  CallbackPromise,
  CheckedIn,
  CollectionCheck,
  HelpView,
  type Language,
  Printed,
  SentSubmission,
  TurnBegun,
  type TurnId,
  WordFound,
} from "@drop-in/contracts";
import type { Answer, Requests } from "../api/requests.ts";
import type { Command, Input } from "./visitor-state.ts";

type Needs = { requests: Requests; language: Language; turnId: TurnId };
type TurnCommand = Exclude<Command, { do: "begin-turn" | "end-turn" | "say-door" }>;

/** Begins a turn at the agent. */
export async function beginTurn(requests: Requests, language: Language): Promise<Input> {
  const answer = await requests.post("/turns", { language }, TurnBegun);
  return toInput({ do: "begin-turn" }, answer, ({ turnId }) => ({ type: "turn-begun", turnId }));
}

/** Carries out one command of the machine and says what came of it. */
export async function runCommand(command: TurnCommand, needs: Needs): Promise<Input> {
  const { requests, turnId, language } = needs;
  const { post } = requests;
  switch (command.do) {
    case "find-appointment": {
      const body = { turnId, ...command.said };
      const answer = await post("/appointments/find", body, AppointmentSearch);
      return toInput(command, answer, (search) => ({ type: "appointments-found", search }));
    }
    case "find-word": {
      const answer = await post("/words/find", { turnId, word: command.word }, WordFound);
      return toInput(command, answer, (found) => ({ type: "word-found", found }));
    }
    case "send": {
      const { requestId, submission } = command;
      const body = { turnId, requestId, ...submission, language };
      const answer = await post("/submissions", body, SentSubmission);
      return toInput(command, answer, (sent) => ({ type: "sent", sent }));
    }
    case "keep-equality": {
      const answer = await requests.tell("/equality", { turnId, answers: command.answers });
      return toInput(command, answer, () => ({ type: "equality-kept" }));
    }
    case "print-activity": {
      const answer = await post(`/activities/${command.activityId}/print`, { language }, Printed);
      return toInput(command, answer, ({ result }) => ({ type: "printed", result }));
    }
    case "print-submission": {
      const path = `/submissions/${command.submissionId}/print`;
      const answer = await post(path, { language }, Printed);
      return toInput(command, answer, ({ result }) => ({ type: "printed", result }));
    }
    case "check-in": {
      const { requestId, arrival } = command;
      const body = { turnId, requestId, ...arrival, language };
      const answer = await post("/visits", body, CheckedIn);
      return toInput(command, answer, (visit) => ({ type: "checked-in", visit }));
    }
    case "print-visit": {
      const answer = await post(`/visits/${command.visitId}/print`, {}, Printed);
      return toInput(command, answer, ({ result }) => ({ type: "printed", result }));
    }
    case "press-callback": {
      const body = { turnId, requestId: command.requestId, language };
      const answer = await post("/callbacks", body, CallbackPromise);
      return toInput(command, answer, (promise) => ({ type: "promised", promise }));
    }
    case "ask-callback": {
      const { callbackId, reach } = command;
      const answer = await post(`/callbacks/${callbackId}/ask`, { turnId, reach }, CallbackPromise);
      const { kind } = reach;
      return toInput(command, answer, (promise) => ({ type: "asked", promise, reach: kind }));
    }
    case "wish-callback": {
      const { callbackId, wishes } = command;
      const path = `/callbacks/${callbackId}/wishes`;
      const answer = await post(path, { turnId, wishes }, CallbackPromise);
      return toInput(command, answer, (promise) => ({ type: "wished", promise }));
    }
    case "withdraw-callback": {
      const answer = await requests.tell(`/callbacks/${command.callbackId}/withdraw`, { turnId });
      return toInput(command, answer, () => ({ type: "withdrawn" }));
    }
    case "find-callback": {
      const answer = await post("/callbacks/find", { turnId, word: command.word }, CallbackFound);
      return toInput(command, answer, (found) => ({ type: "callback-found", found }));
    }
    case "print-callback": {
      const { callbackId } = command;
      const answer = await post(`/callbacks/${callbackId}/print`, { language }, Printed);
      return toInput(command, answer, ({ result }) => ({ type: "printed", result }));
    }
    case "check-code": {
      const body = { turnId, code: command.code };
      const answer = await post("/collections/check", body, CollectionCheck);
      return toInput(command, answer, (check) => ({ type: "checked", check }));
    }
    case "dispense": {
      const { collectionId, requestId, reach } = command;
      const path = `/collections/${collectionId}/dispense`;
      const answer = await post(path, { turnId, requestId, reach }, AttemptView);
      return toInput(command, answer, (attempt) => ({ type: "attempt", attempt }));
    }
    case "open-again": {
      const answer = await post(`/attempts/${command.attemptId}/again`, {}, AttemptView);
      return toInput(command, answer, (attempt) => ({ type: "opened-again", attempt }));
    }
    case "read-attempt": {
      const answer = await requests.get(`/attempts/${command.attemptId}`, AttemptView);
      return toInput(command, answer, (attempt) => ({ type: "attempt", attempt }));
    }
    case "answer": {
      const { attemptId, answer: said } = command;
      const answer = await post(`/attempts/${attemptId}/answer`, { answer: said }, AttemptView);
      return toInput(command, answer, (attempt) => ({ type: "attempt", attempt }));
    }
    default: {
      const answer = await post("/help", { turnId, screen: command.screen }, HelpView);
      return toInput(command, answer, (help) => ({ type: "help", help }));
    }
  }
}

function toInput<T>(command: Command, answer: Answer<T>, onOk: (value: T) => Input): Input {
  if (answer.kind === "ok") return onOk(answer.value);
  if (answer.kind === "lost")
    return { type: "failed", command, code: null, retryAfterSeconds: null };
  const { code, retryAfterSeconds } = answer.problem;
  return { type: "failed", command, code, retryAfterSeconds: retryAfterSeconds ?? null };
}
