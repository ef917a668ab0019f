import { EQUALITY_HELD, type EqualityAnswers, wallTime } from "@drop-in/contracts";
import type { Transact } from "@drop-in/foundation";
import type { RecordEvent } from "../outbox/record-event.ts";
import type { EqualityStore } from "./equality.store.ts";

export type EqualityService = ReturnType<typeof createEqualityService>;

type Parts = {
  equality: EqualityStore;
  record: RecordEvent;
  transact: Transact;
  now: () => Date;
  timeZone: string;
  /** Of chance alone: an id of time would say in which order they came. */
  randomId: () => string;
};

/** Who comes, counted without a name, a turn, a visit or an order. */
export function createEqualityService(parts: Parts) {
  const { equality, record, transact } = parts;

  function sendAll(): void {
    const rows = equality.takeAll();
    if (rows.length > 0) record({ type: "equality.answered.v1", payload: { rows } });
  }

  return {
    keep(answers: EqualityAnswers): void {
      if (Object.keys(answers).length === 0) return;
      const { day, time } = wallTime(parts.now(), parts.timeZone);
      const halfDay = `${day} ${time < "12:00" ? "am" : "pm"}`;
      transact(() => {
        equality.add(parts.randomId(), { halfDay, answers });
        if (equality.count() >= EQUALITY_HELD) sendAll();
      });
    },
    /** To be called now and then: those of a day that is over wait for nobody any more. */
    sendOld(): void {
      const { day } = wallTime(parts.now(), parts.timeZone);
      if (equality.countBefore(day) === 0) return;
      transact(sendAll);
    },
  };
}
