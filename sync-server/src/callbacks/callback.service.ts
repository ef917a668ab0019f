import type { CallbackId, CallbackStep, StaffId } from "@drop-in/contracts";
import type { Changes, Log } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import { CentreError } from "../centre-error.ts";
import type { Transact } from "../stores.ts";
import { afterStep, TRIES_BEFORE_GIVING_UP } from "./callback.rules.ts";

export type CallbackService = ReturnType<typeof createCallbackService>;

type Parts = { transact: Transact; changes: Changes; clock: Clock; log: Log };

/** What the team does with a call-back. Every step is kept with who and when. */
export function createCallbackService({ transact, changes, clock, log }: Parts) {
  return {
    async step(callbackId: CallbackId, { step }: CallbackStep, staffId: StaffId): Promise<void> {
      const at = clock().toISOString();
      const state = await transact(async ({ callbacks }) => {
        const known = await callbacks.lock(callbackId);
        if (!known) throw new CentreError("not-found", "There is no such call-back.");
        const progress = afterStep(known, step);
        if (progress === "not-open") throw new CentreError("wrong-state", `It is ${known.state}.`);
        if (progress === "too-few-tries") {
          throw new CentreError("too-few-tries", `Try at least ${TRIES_BEFORE_GIVING_UP} times.`);
        }
        await callbacks.step({ callbackId, step, staffId, at }, progress);
        return progress.state;
      });
      log.info({ event: "callback.stepped", callbackId, step, state });
      changes.announce();
    },
  };
}
