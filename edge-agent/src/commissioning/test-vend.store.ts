import { AttemptOutcome, SlotId, StaffId, type TestVendSeen } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type TestVendStore = ReturnType<typeof createTestVendStore>;
type Row = {
  test_id: string;
  slot_id: string;
  selection: number;
  staff_id: string;
  outcome_json: string | null;
  seen: string | null;
};
export type NewTestVend = {
  testId: string;
  slotId: SlotId;
  selection: number;
  staffId: StaffId;
  intendedAt: string;
};

/** Dummies vended while commissioning. On disk before the machine hears of them. */
export function createTestVendStore(db: Db) {
  const insert = db.prepare(`
    insert into test_vend (test_id, slot_id, selection, staff_id, intended_at)
    values (:testId, :slotId, :selection, :staffId, :intendedAt)`);
  const exists = db.prepare("select 1 from test_vend where test_id = ? and outcome_json is null");
  const selectOpen = db.prepare<[], Row>("select * from test_vend where outcome_json is null");
  const selectLast = db.prepare<[], Row>("select * from test_vend order by rowid desc limit 1");
  const setOutcome = db.prepare(
    "update test_vend set outcome_json = ? where test_id = ? and outcome_json is null",
  );
  const setSeen = db.prepare("update test_vend set seen = ? where test_id = ? and seen is null");

  return {
    intend(test: NewTestVend): void {
      insert.run(test);
    },
    isIntended: (testId: string): boolean => exists.get(testId) !== undefined,
    open: () =>
      selectOpen.all().map(({ test_id: testId, slot_id, selection }) => ({
        testId,
        slotId: SlotId.parse(slot_id),
        selection,
      })),
    /** The last one of all, where nobody knows what came of it and nobody has said what was seen. */
    lastUnclear() {
      const last = selectLast.get();
      if (!last || last.outcome_json === null || last.seen !== null) return null;
      const outcome = AttemptOutcome.parse(JSON.parse(last.outcome_json));
      if (outcome.kind !== "unclear") return null;
      const slotId = SlotId.parse(last.slot_id);
      const staffId = StaffId.parse(last.staff_id);
      return { testId: last.test_id, slotId, staffId, outcome, seen: null };
    },
    /** False when it had ended before. */
    end: (testId: string, outcome: AttemptOutcome): boolean =>
      setOutcome.run(JSON.stringify(AttemptOutcome.parse(outcome)), testId).changes === 1,
    /** False when it was said before: the book is changed once. */
    seen: (testId: string, seen: TestVendSeen["seen"]): boolean =>
      setSeen.run(seen, testId).changes === 1,
  };
}
