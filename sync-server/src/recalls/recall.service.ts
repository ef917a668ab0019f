import { type MakeRecall, type Recall, RecallId, type StaffId } from "@drop-in/contracts";
import type { Changes, Log } from "@drop-in/foundation";
import type { Chance } from "../adapters/chance.ts";
import type { Clock } from "../adapters/clock.ts";
import { CentreError } from "../centre-error.ts";
import type { FeedService } from "../feed/feed.service.ts";
import type { Stores, Transact } from "../stores.ts";

export type RecallService = ReturnType<typeof createRecallService>;

type Parts = {
  stores: Stores;
  transact: Transact;
  feed: Pick<FeedService, "pushAll">;
  chance: Pick<Chance, "newId">;
  changes: Changes;
  clock: Clock;
  log: Log;
};

/** A notice that something must not be given: to every machine there is, at once where it can be heard. */
export function createRecallService(parts: Parts) {
  const { stores, transact, feed, changes, clock, log } = parts;

  async function make({ requestId, ...notice }: MakeRecall, by: StaffId): Promise<Recall> {
    // Its id is that of the request: asked twice, it is made once.
    const recall = { recallId: RecallId.parse(requestId), ...notice };
    const isNew = await transact(async ({ recalls, feed: items }) => {
      if (!(await recalls.add(recall, clock().toISOString(), by))) return false;
      await items.addToAll({ type: "recall.set", recall });
      return true;
    });
    if (isNew) tellAll("recall.made", recall.recallId);
    return recall;
  }

  async function lift(recallId: RecallId, by: StaffId): Promise<void> {
    await transact(async ({ recalls, feed: items }) => {
      if (!(await recalls.lift(recallId, clock().toISOString(), by))) {
        throw new CentreError("wrong-state", "It was lifted, or never made.");
      }
      await items.addToAll({ type: "recall.lifted", recallId });
    });
    tellAll("recall.lifted", recallId);
  }

  /** Nobody waits for it: who is not reached now hears of it with the next hello. */
  function tellAll(event: string, recallId: RecallId): void {
    log.info({ event, recallId });
    changes.announce();
    void feed.pushAll();
  }

  return {
    make,
    lift,
    latest: () => stores.recalls.latest(100),
    words: (recallId: RecallId) => stores.recalls.words(recallId),
  };
}
