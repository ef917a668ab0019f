import {
  AttemptId,
  AttemptOutcome,
  CollectionId,
  LastKnown,
  MachineId,
  PersonAnswer,
  Resolution,
  SlotId,
  type StaffId,
  VariantId,
} from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";
import { type Evidence, noEvidence } from "@drop-in/vending-driver";

export type Attempt = {
  attemptId: AttemptId;
  collectionId: CollectionId;
  machineId: MachineId;
  slotId: SlotId;
  selection: number;
  variantId: VariantId;
  intendedAt: string;
  outcome: AttemptOutcome | null;
  answer: PersonAnswer | null;
  resolution: Resolution | null;
  /** What the hardware said of the slot when it was intended. */
  evidence: Evidence;
  /** The furthest it was seen to come. */
  reached: LastKnown;
  openedAgain: boolean;
  replaced: boolean;
};
export type AttemptStore = ReturnType<typeof createAttemptStore>;

type Row = {
  attempt_id: string;
  collection_id: string;
  machine_id: string;
  slot_id: string;
  selection: number;
  variant_id: string;
  intended_at: string;
  outcome_json: string | null;
  answer: string | null;
  resolution: string | null;
  evidence_json: string | null;
  reached: string | null;
  opened_again: number;
  replaced_by: string | null;
};

type NewAttempt = Pick<
  Attempt,
  | "attemptId"
  | "collectionId"
  | "machineId"
  | "slotId"
  | "selection"
  | "variantId"
  | "intendedAt"
  | "evidence"
> & { requestId: string };

/** A case is closed with a finding, a reason and a name (V20). */
export type Closing = {
  resolution: Resolution;
  reason: string;
  staffId: StaffId;
  secondStaffId: StaffId | null;
};

/** The vend journal. An attempt is here, on disk, before the machine hears of it. */
export function createAttemptStore(db: Db) {
  const insert = db.prepare(`
    insert into attempt (attempt_id, request_id, collection_id, machine_id, slot_id, selection, variant_id, intended_at, evidence_json)
    values (:attemptId, :requestId, :collectionId, :machineId, :slotId, :selection, :variantId, :intendedAt, :evidenceJson)`);
  const selectOne = db.prepare<[string], Row>("select * from attempt where attempt_id = ?");
  const selectByRequest = db.prepare<[string], Row>("select * from attempt where request_id = ?");
  const selectOpen = db.prepare<[], Row>("select * from attempt where outcome_json is null");
  const selectUnresolved = db.prepare<[], Row>(`
    select * from attempt where resolution is null and outcome_json is not null and (
      outcome_json ->> 'kind' = 'unclear'
      or (outcome_json ->> 'kind' = 'dispensed' and answer in ('nothing-came', 'damaged')))
    order by intended_at`);
  const setOutcome = db.prepare(
    "update attempt set outcome_json = ? where attempt_id = ? and outcome_json is null",
  );
  const setAnswer = db.prepare("update attempt set answer = ? where attempt_id = ?");
  const setResolution = db.prepare(`
    update attempt set resolution = :resolution, resolved_reason = :reason, resolved_by = :staffId,
      second_staff_id = :secondStaffId
    where attempt_id = :attemptId and resolution is null`);
  const setReached = db.prepare(
    "update attempt set reached = ? where attempt_id = ? and outcome_json is null",
  );
  const setOpenedAgain = db.prepare(
    "update attempt set opened_again = 1 where attempt_id = ? and opened_again = 0 and outcome_json is null",
  );
  const setReplaced = db.prepare(
    "update attempt set replaced_by = ? where attempt_id = ? and replaced_by is null",
  );
  const selectOfSlot = db.prepare<[string], Row>(
    "select * from attempt where slot_id = ? and outcome_json is not null order by rowid desc limit 8",
  );

  return {
    intend({ evidence, ...attempt }: NewAttempt): void {
      insert.run({ ...attempt, evidenceJson: JSON.stringify(evidence) });
    },
    reached(attemptId: AttemptId, step: LastKnown): void {
      setReached.run(step, attemptId);
    },
    /** False when its door has had its second pulse, or it has ended. */
    openAgain: (attemptId: AttemptId): boolean => setOpenedAgain.run(attemptId).changes === 1,
    /** False when another one was given for it already. */
    replace: (attemptId: AttemptId, by: CollectionId): boolean =>
      setReplaced.run(by, attemptId).changes === 1,
    /** The last ones of a slot that have ended, newest first. */
    lastOf: (slotId: SlotId): Attempt[] => selectOfSlot.all(slotId).map(toAttempt),
    find: (attemptId: AttemptId): Attempt | undefined => maybe(selectOne.get(attemptId)),
    byRequest: (requestId: string): Attempt | undefined => maybe(selectByRequest.get(requestId)),
    /** Intended, with no outcome: in motion now, or interrupted when the agent last stopped. */
    open: (): Attempt[] => selectOpen.all().map(toAttempt),
    /** On the staff list: nobody has yet looked and said what happened. */
    unresolved: (): Attempt[] => selectUnresolved.all().map(toAttempt),
    /** False when it already had one: an outcome is written once. */
    end: (attemptId: AttemptId, outcome: AttemptOutcome): boolean =>
      setOutcome.run(JSON.stringify(outcome), attemptId).changes === 1,
    answer(attemptId: AttemptId, answer: PersonAnswer): void {
      setAnswer.run(answer, attemptId);
    },
    resolve: (attemptId: AttemptId, closing: Closing): boolean =>
      setResolution.run({ attemptId, ...closing }).changes === 1,
  };
}

function maybe(row: Row | undefined): Attempt | undefined {
  return row && toAttempt(row);
}

function toAttempt(row: Row): Attempt {
  return {
    attemptId: AttemptId.parse(row.attempt_id),
    collectionId: CollectionId.parse(row.collection_id),
    machineId: MachineId.parse(row.machine_id),
    slotId: SlotId.parse(row.slot_id),
    selection: row.selection,
    variantId: VariantId.parse(row.variant_id),
    intendedAt: row.intended_at,
    outcome: row.outcome_json === null ? null : AttemptOutcome.parse(JSON.parse(row.outcome_json)),
    answer: row.answer === null ? null : PersonAnswer.parse(row.answer),
    resolution: row.resolution === null ? null : Resolution.parse(row.resolution),
    evidence: row.evidence_json === null ? noEvidence : JSON.parse(row.evidence_json),
    reached: LastKnown.parse(row.reached ?? "intended"),
    openedAgain: row.opened_again === 1,
    replaced: row.replaced_by !== null,
  };
}
