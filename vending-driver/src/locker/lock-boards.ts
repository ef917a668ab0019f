import type { Observation } from "../vending-machine.ts";

/** What a board says of one lock, in bits nobody has given a meaning yet. Null is what it does not say. */
export type LockBits = { hook: 0 | 1 | null; item: 0 | 1 | null };

export type BoardReading = {
  /** By lock, counted from 1. */
  locks: ReadonlyMap<number, LockBits>;
  /** The same as raw signs by name, for commissioning. */
  signs: Observation;
};

/** The boards of one kind on one line. */
export type LockBoards = {
  /** Undefined: no answer. */
  read(board: number): Promise<BoardReading | undefined>;
  /**
   * One pulse for one lock. `onSending` is asked in the same turn, before the bytes leave, and may call it off. It ends
   * when the board has answered or had its time: an answer proves a pulse at most, never a door.
   */
  pulse(place: LockPlace, onSending: () => boolean): Promise<void>;
  /** Once after each connection: nothing may stay energised from an earlier run. */
  makeSafe(boards: readonly number[]): Promise<void>;
};

export type LockPlace = { board: number; lock: number };

/** A selection is the board's address times 100, plus the lock from 1. */
export const placeOf = (selection: number): LockPlace => ({
  board: Math.floor(selection / 100),
  lock: selection % 100,
});

export const selectionOf = ({ board, lock }: LockPlace): number => board * 100 + lock;
