import { AttemptOutcome, type SlotId, type StaffId, type TestVendSeen } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type TestVendStore = ReturnType<typeof createTestVendStore>;
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
  const setOutcome = db.prepare(
    "update test_vend set outcome_json = ? where test_id = ? and outcome_json is null",
  );
  const setSeen = db.prepare("update test_vend set seen = ? where test_id = ? and seen is null");

  return {
    intend(test: NewTestVend): void {
      insert.run(test);
    },
    isIntended: (testId: string): boolean => exists.get(testId) !== undefined,
    end(testId: string, outcome: AttemptOutcome): void {
      setOutcome.run(JSON.stringify(AttemptOutcome.parse(outcome)), testId);
    },
    /** False when it was said before: the book is changed once. */
    seen: (testId: string, seen: TestVendSeen["seen"]): boolean =>
      setSeen.run(seen, testId).changes === 1,
  };
}
