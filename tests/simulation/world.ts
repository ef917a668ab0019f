import type { CollectionId } from "@drop-in/contracts";

export type Chance = ReturnType<typeof chanceOf>;

/** What happens is chosen by the seed alone: the same seed tells the same story. */
export function chanceOf(next: () => number) {
  return {
    next,
    below: (limit: number): number => Math.floor(next() * limit),
    maybe: (share: number): boolean => next() < share,
    one: <Each>(all: readonly Each[]): Each | undefined => all[Math.floor(next() * all.length)],
  };
}

export type World = ReturnType<typeof createWorld>;

/** What is true, whatever any program believes: the time, and which items lie in people's hands. */
export function createWorld() {
  const given = new Map<CollectionId, number>();
  let now = Date.parse("2026-11-23T08:00:00Z");

  return {
    now: () => now,
    pass(ms: number): void {
      now += ms;
    },
    drop(collectionId: CollectionId): void {
      given.set(collectionId, (given.get(collectionId) ?? 0) + 1);
    },
    given: (collectionId: CollectionId): number => given.get(collectionId) ?? 0,
    twice: (): CollectionId[] => [...given].filter(([, count]) => count > 1).map(([id]) => id),
  };
}

/** Enough turns of the microtask queue for any chain of promises to come to rest. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 24; turn += 1) await Promise.resolve();
}

export const uuid = (kind: number, count: number): string =>
  `${String(kind).padStart(8, "0")}-0000-4000-8000-${String(count).padStart(12, "0")}`;
