import type { CallbackId, CallbackStep, StaffId } from "@drop-in/contracts";
import type { Changes, Log, Transact } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import { CentreError } from "../centre-error.ts";
import { afterStep, TRIES_BEFORE_GIVING_UP } from "./callback.rules.ts";
import type { CallbackStore } from "./callback.store.ts";

export type CallbackService = ReturnType<typeof createCallbackService>;

type Parts = {
  callbacks: CallbackStore;
  transact: Transact;
  changes: Changes;
  clock: Clock;
  log: Log;
};

/** What the team does with a call-back. Every step is kept with who and when. */
export function createCallbackService({ callbacks, transact, changes, clock, log }: Parts) {
  return {
    step(callbackId: CallbackId, { step }: CallbackStep, staffId: StaffId): void {
      const known = callbacks.find(callbackId);
      if (!known) throw new CentreError("not-found", "There is no such call-back.");
      const progress = afterStep(known, step);
      if (progress === "not-open") throw new CentreError("wrong-state", `It is ${known.state}.`);
      if (progress === "too-few-tries") {
        throw new CentreError("too-few-tries", `Try at least ${TRIES_BEFORE_GIVING_UP} times.`);
      }
      const at = clock().toISOString();
      transact(() => callbacks.step({ callbackId, step, staffId, at }, progress));
      log.info({ event: "callback.stepped", callbackId, step, state: progress.state });
      changes.announce();
    },
  };
}
