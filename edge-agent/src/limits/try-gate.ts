import {
  afterWrongTry,
  secondsToWait,
  type Transact,
  type TryState,
  withinReach,
} from "@drop-in/foundation";
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
  transact: Transact;
  clock: Clock;
  /** Called when a wrong try closes the gate. */
  onLocked?: (wrong: number) => void;
};

/** Lets secrets be tried one at a time, and slowly once they are wrong. */
export function createTryGate({ what, limits, transact, clock, onLocked }: Parts) {
  let line: Promise<unknown> = Promise.resolve();
  const now = () => clock.now().getTime();

  async function attempt<Found>(look: () => Promise<Found | undefined>): Promise<Tried<Found>> {
    const before = anchored();
    const seconds = secondsToWait(before, now());
    if (seconds > 0) return { kind: "wait", seconds };
    // Counted before it is looked at: a disk that cannot count lets nobody guess.
    const after = afterWrongTry(before, now());
    transact(() => limits.save(what, after));
    const found = await look();
    if (found !== undefined) {
      putBack(before);
      return { kind: "right", found };
    }
    if (after.lockedUntil === null) return { kind: "wrong" };
    onLocked?.(after.wrong);
    return { kind: "wait", seconds: secondsToWait(after, now()) };
  }

  /** A clock set back must not lock for years: a lock out of reach is begun anew from now. */
  function anchored(): TryState | undefined {
    const state = limits.find(what);
    const near = state && withinReach(state, now());
    if (near && near !== state) transact(() => limits.save(what, near));
    return near;
  }

  function putBack(before: TryState | undefined): void {
    transact(() => (before ? limits.save(what, before) : limits.clear(what)));
  }

  return {
    /** `look` answers what the secret opens, or undefined. Tries queue up, so that none runs unseen beside another. */
    try<Found>(look: () => Promise<Found | undefined>): Promise<Tried<Found>> {
      const turn = line.then(() => attempt(look));
      line = turn.catch(() => undefined);
      return turn;
    },
    /** Wrong tries are forgotten: by a success that cannot be had twice, not by a right secret alone. */
    forgive(): void {
      transact(() => limits.clear(what));
    },
  };
}
