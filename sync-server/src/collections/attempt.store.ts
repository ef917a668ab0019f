import type {
  AttemptId,
  AttemptOutcome,
  CollectionId,
  DeviceId,
  PersonAnswer,
  Resolution,
  SlotId,
} from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type AttemptStore = ReturnType<typeof createAttemptStore>;

type Intended = {
  attemptId: AttemptId;
  collectionId: CollectionId;
  deviceId: DeviceId;
  slotId: SlotId;
  at: string;
};

/** Physical tries, as the devices told them. */
export function createAttemptStore(db: Db) {
  const intend = db.prepare(
    `insert into attempt (attempt_id, collection_id, device_id, slot_id, intended_at)
     values (:attemptId, :collectionId, :deviceId, :slotId, :at) on conflict do nothing`,
  );
  const end = db.prepare("update attempt set outcome = ? where attempt_id = ?");
  const answer = db.prepare("update attempt set answer = ? where attempt_id = ?");
  const resolve = db.prepare("update attempt set resolution = ? where attempt_id = ?");
  const countUnresolved = db.prepare<[], { deviceId: string; count: number }>(
    `select device_id as deviceId, count(*) as count from attempt
     where outcome = 'unclear' and resolution is null group by device_id`,
  );

  return {
    intended({ attemptId, collectionId, deviceId, slotId, at }: Intended): void {
      intend.run({ attemptId, collectionId, deviceId, slotId, at });
    },
    ended(attemptId: AttemptId, outcome: AttemptOutcome["kind"]): void {
      end.run(outcome, attemptId);
    },
    answered(attemptId: AttemptId, said: PersonAnswer): void {
      answer.run(said, attemptId);
    },
    resolved(attemptId: AttemptId, found: Resolution): void {
      resolve.run(found, attemptId);
    },
    /** Device id → unclear attempts that nobody has looked at yet. */
    unresolvedByDevice(): Map<string, number> {
      return new Map(countUnresolved.all().map(({ deviceId, count }) => [deviceId, count]));
    },
  };
}
