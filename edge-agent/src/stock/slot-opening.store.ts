import type { OpenSlot, SlotId, StaffId } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type SlotOpening = OpenSlot & { slotId: SlotId; staffId: StaffId; openedAt: string };
export type SlotOpeningStore = ReturnType<typeof createSlotOpeningStore>;

/** Which locker doors staff opened, why and when. A row is on disk before the pulse. */
export function createSlotOpeningStore(db: Db) {
  const insert = db.prepare(
    "insert into slot_opening values (:requestId, :slotId, :reason, :staffId, :openedAt) on conflict do nothing",
  );
  const selectLast = db
    .prepare<[number], string>("select opened_at from slot_opening order by rowid desc limit ?")
    .pluck();

  return {
    /** When the last so many were, oldest first. */
    last: (count: number): Date[] =>
      selectLast
        .all(count)
        .map((at) => new Date(at))
        .reverse(),
    /** False when this request was heard before: it is the same opening, and has had its pulse. */
    add: (opening: SlotOpening): boolean => insert.run(opening).changes === 1,
  };
}
