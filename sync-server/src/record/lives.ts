/** Things that begin once and are changed afterwards, in one table. Neither answers to what it does not know. */
export type LifeStore<Id, Begun, Change> = {
  /** Adds those not known yet, as they are after `change`; how many that were. */
  begin(lives: readonly { id: Id; begun: Begun; change: Change | undefined }[]): Promise<number>;
  change(changes: readonly { id: Id; change: Change }[]): Promise<void>;
};

/**
 * What a batch says of such things, brought down to one row for each without asking what was there: `merge` says what
 * two changes of one thing add up to.
 */
export function createLives<Id, Begun, Change>(
  store: LifeStore<Id, Begun, Change>,
  merge: (before: Change | undefined, next: Change) => Change,
) {
  const begun = new Map<Id, { begun: Begun; change: Change | undefined }>();
  const earlier = new Map<Id, Change>(); // of those that began in a batch before this

  return {
    began(id: Id, how: Begun): void {
      if (!begun.has(id)) begun.set(id, { begun: how, change: undefined });
    },
    changed(id: Id, change: Change): void {
      const here = begun.get(id);
      if (here) here.change = merge(here.change, change);
      else earlier.set(id, merge(earlier.get(id), change));
    },
    async save(): Promise<void> {
      const changes = [...earlier].map(([id, change]) => ({ id, change }));
      if (changes.length > 0) await store.change(changes);
      const lives = [...begun].map(([id, how]) => ({ id, ...how }));
      if (lives.length === 0) return;
      const fresh = await store.begin(lives);
      if (fresh === lives.length) return;
      // Some were known: nothing begins twice, but what happened to it later still did.
      const again = lives.flatMap(({ id, change }) =>
        change === undefined ? [] : [{ id, change }],
      );
      if (again.length > 0) await store.change(again);
    },
  };
}
