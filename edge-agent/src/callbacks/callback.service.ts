import { isDeepStrictEqual } from "node:util";
import {
  type AskCallback,
  type CallbackFound,
  CallbackId,
  type CallbackPersonal,
  type CallbackPromise,
  type CallbackReach,
  type CallbackWishes,
  type Language,
  type Ticket,
  type TurnId,
  ticketFor,
} from "@drop-in/contracts";
import type { Changes, NewId, Transact } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import type { SealFields } from "../adapters/seal-fields.ts";
import { AgentError } from "../agent-error.ts";
import type { TryGate } from "../limits/try-gate.ts";
import type { RecordEvent } from "../outbox/record-event.ts";
import type { Callback, CallbackStore } from "./callback.store.ts";
import { toE164 } from "./phone.rules.ts";

export type CallbackService = ReturnType<typeof createCallbackService>;

type Parts = {
  callbacks: CallbackStore;
  record: RecordEvent;
  transact: Transact;
  changes: Changes;
  clock: Clock;
  newId: NewId;
  today: () => string;
  promiseHours: () => number;
  connected: () => boolean;
  seal: SealFields;
  /** Words may be tried, and slowly once they are wrong. */
  gate: TryGate;
};

type Press = { turnId: TurnId; requestId: string; language: Language };
type Reached = { reach: CallbackReach; personal?: CallbackPersonal };

const LETTER = "C"; // apart from the queue's letters, so that a call-back word is never called out

/** "Call me back": the press is the promise, and its clock. */
export function createCallbackService(parts: Parts) {
  const { callbacks, record, transact, changes, clock, newId } = parts;

  /** The request exists, and is on its way to the centre, from here on. */
  function press({ turnId, requestId, language }: Press): CallbackPromise {
    const known = callbacks.byRequest(requestId);
    if (known) return toPromise(known);
    const pressed = transact(() => {
      const now = clock.now();
      const day = parts.today();
      const dayCount = callbacks.countOfDay(day) + 1;
      const callbackId = CallbackId.parse(newId());
      const ticket = ticketFor(LETTER, dayCount);
      const dueAt = new Date(now.getTime() + parts.promiseHours() * 3_600_000).toISOString();
      const pressedAt = now.toISOString();
      callbacks.add({
        callbackId,
        requestId,
        turnId,
        ticket,
        siteDay: day,
        dayCount,
        pressedAt,
        dueAt,
      });
      const payload = { callbackId, ticket, language, dueAt };
      record({ type: "callback.pressed.v1", payload }, now); // the press is the clock
      return existing(callbackId);
    });
    changes.announce();
    return toPromise(pressed);
  }

  /**
   * Says how to reach the person. Asking twice changes nothing. The number is sealed to the centre before it is written
   * anywhere: from then on this device cannot read it either.
   */
  async function ask(
    callbackId: CallbackId,
    reach: AskCallback["reach"],
  ): Promise<CallbackPromise> {
    existing(callbackId); // a call-back nobody knows is told so before anything is done for it
    const reached = toReach(reach);
    const type = "callback.asked.v1";
    const sealed =
      reached.personal && (await parts.seal({ type, id: callbackId }, reached.personal));
    transact(() => {
      if (existing(callbackId).state === "asked") return;
      callbacks.setState(callbackId, "asked", reached.reach.kind);
      record({
        type,
        payload: { callbackId, reach: reached.reach },
        ...(sealed === undefined ? {} : { sealed }),
      });
    });
    changes.announce();
    return toPromise(existing(callbackId));
  }

  /** When and how; said again the same, it is said once. */
  function wish(callbackId: CallbackId, wishes: CallbackWishes): CallbackPromise {
    transact(() => {
      const before = existing(callbackId);
      if (before.state !== "asked") throw new AgentError("wrong-state", "It is not asked for.");
      if (isDeepStrictEqual(before.wishes, wishes)) return;
      callbacks.setWishes(callbackId, wishes);
      record({ type: "callback.wished.v1", payload: { callbackId, wishes } });
    });
    changes.announce();
    return toPromise(existing(callbackId));
  }

  /** They do not want to be called any more. Saying it twice changes nothing. */
  function withdraw(callbackId: CallbackId): void {
    transact(() => {
      if (existing(callbackId).state === "withdrawn") return;
      callbacks.setState(callbackId, "withdrawn", null);
      record({ type: "callback.withdrawn.v1", payload: { callbackId } });
    });
    changes.announce();
  }

  /** By colour, picture and number together. */
  async function findByWord(word: Ticket): Promise<CallbackFound> {
    const tried = await parts.gate.try(async () => {
      const callback = callbacks.byNumber(word.number);
      return callback && isDeepStrictEqual(callback.ticket, word) ? callback : undefined;
    });
    if (tried.kind === "right") return { kind: "found", promise: toPromise(tried.found) };
    return tried.kind === "wait" ? tried : { kind: "none" };
  }

  /** A press without a way to reach anyone helps nobody: it is counted, and let go. */
  function abandonUnfinished(): void {
    for (const { callbackId } of callbacks.unfinished()) {
      transact(() => {
        callbacks.setState(callbackId, "abandoned", null);
        record({ type: "callback.abandoned.v1", payload: { callbackId } });
      });
    }
    changes.announce();
  }

  function existing(callbackId: CallbackId): Callback {
    const callback = callbacks.find(callbackId);
    if (!callback) throw new AgentError("not-found", "There is no such call-back.");
    return callback;
  }

  function toPromise({ callbackId, ticket, pressedAt, dueAt }: Callback): CallbackPromise {
    return { callbackId, ticket, pressedAt, dueAt, connected: parts.connected() };
  }

  return {
    press,
    ask,
    wish,
    withdraw,
    findByWord,
    abandonUnfinished,
    find: (callbackId: CallbackId): CallbackPromise => toPromise(existing(callbackId)),
    promised: () => callbacks.promisedAfter(clock.now().toISOString()),
  };
}

function toReach(reach: AskCallback["reach"]): Reached {
  if (reach.kind === "come-back") return { reach };
  const phone = toE164(reach.number);
  if (!phone) throw new AgentError("phone-not-possible", "No phone has this number.");
  return reach.kind === "phone"
    ? { reach: { kind: "phone", leaveMessage: reach.leaveMessage }, personal: { phone } }
    : { reach: { kind: "trusted-person" }, personal: { phone } };
}
