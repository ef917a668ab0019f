import { HubFact, type Stream } from "@drop-in/contracts";
import type { Clock } from "../adapters/clock.ts";
import type { OutboxStore } from "./outbox.store.ts";

/**
 * Puts a fact into the outbox, in the transaction it belongs to. A fact that breaks the contract is a bug:
 * it throws. `at` is the moment the change itself was written with, where that is a promise.
 */
export type RecordEvent = (fact: HubFact, at?: Date) => void;

type Parts = {
  clock: Pick<Clock, "now" | "monotonicMs">;
  /** Which run of the program this is. */
  run: () => number;
};

export function createRecordEvent(outbox: OutboxStore, { clock, run }: Parts): RecordEvent {
  return (fact, at = clock.now()) => {
    const { type, payload, ...more } = HubFact.parse(fact);
    const row = [type, run(), clock.monotonicMs(), at.getTime(), payload] as const;
    outbox.append("sealed" in more && more.sealed ? [...row, more.sealed] : [...row], type);
  };
}

/** Sets an event aside that the centre could not take however often and however alone it was sent. */
export function createSetAside(outbox: OutboxStore, { clock, run }: Parts) {
  return (stream: Stream, seq: number, why: string): void => {
    const now = clock.now();
    const payload = { stream, seq, why };
    const word = HubFact.parse({ type: "outbox.dead-letter.v1", payload });
    outbox.setAside(stream, seq, {
      why,
      at: now.toISOString(),
      word: [word.type, run(), clock.monotonicMs(), now.getTime(), payload],
    });
  };
}
