import type { Observation } from "./vending-machine.ts";

/** What doing one thing between two looks has taught. */
export type Learning<Learnt> =
  | { kind: "learnt"; learnt: Learnt }
  | { kind: "nothing-changed" }
  /** Only one thing should be done at a time. */
  | { kind: "too-much-changed"; changed: string[] }
  /** Something changed that says nothing about what was done. */
  | { kind: "not-understood"; changed: string[] };

export type Change = { sign: string; from: number; to: number };

/** The signs that are not what they were. */
export function changesBetween(before: Observation, after: Observation): Change[] {
  return Object.entries(after).flatMap(([sign, to]) => {
    const from = before[sign];
    return from === undefined || from === to ? [] : [{ sign, from, to }];
  });
}

/** Exactly one change, of a sign that `about` knows, teaches something. */
export function learnFromOne<Learnt>(
  changes: readonly Change[],
  about: (change: Change) => Learnt | undefined,
): Learning<Learnt> {
  const understood = changes.flatMap((change) => about(change) ?? []);
  const changed = changes.map(({ sign }) => sign);
  const [learnt] = understood;
  if (changes.length === 0) return { kind: "nothing-changed" };
  if (learnt === undefined) return { kind: "not-understood", changed };
  return understood.length > 1 ? { kind: "too-much-changed", changed } : { kind: "learnt", learnt };
}
