import { afterWrongTry, secondsToWait } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import type { TryLimitStore } from "./try-limit.store.ts";

export type TryGate = ReturnType<typeof createTryGate>;

export type Tried<Found> =
  | { kind: "right"; found: Found }
  | { kind: "wrong" }
  | { kind: "wait"; seconds: number };

type Parts = {
  what: string;
  limits: TryLimitStore;
  clock: Clock;
  /** Called when a wrong try closes the gate. */
  onLocked?: (wrong: number) => void;
};

/** Lets secrets be tried one at a time, and slowly once they are wrong. */
export function createTryGate({ what, limits, clock, onLocked }: Parts) {
  let line: Promise<unknown> = Promise.resolve();
  const now = () => clock.now().getTime();

  async function attempt<Found>(look: () => Promise<Found | undefined>): Promise<Tried<Found>> {
    const seconds = secondsToWait(limits.find(what), now());
    if (seconds > 0) return { kind: "wait", seconds };
    const found = await look();
    if (found !== undefined) {
      limits.clear(what);
      return { kind: "right", found };
    }
    const state = afterWrongTry(limits.find(what), now());
    limits.save(what, state);
    if (state.lockedUntil === null) return { kind: "wrong" };
    onLocked?.(state.wrong);
    return { kind: "wait", seconds: secondsToWait(state, now()) };
  }

  return {
    /** `look` answers what the secret opens, or undefined. Tries queue up, so that none runs unseen beside another. */
    try<Found>(look: () => Promise<Found | undefined>): Promise<Tried<Found>> {
      const turn = line.then(() => attempt(look));
      line = turn.catch(() => undefined);
      return turn;
    },
  };
}
