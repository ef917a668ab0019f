import {
  AttemptId,
  AttemptOutcome,
  CollectionId,
  MachineId,
  PersonAnswer,
  Resolution,
  SlotId,
  VariantId,
} from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

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
};

type NewAttempt = Omit<Attempt, "outcome" | "answer" | "resolution"> & { requestId: string };

/** The vend journal. An attempt is here, on disk, before the machine hears of it. */
export function createAttemptStore(db: Db) {
  const insert = db.prepare(`
    insert into attempt (attempt_id, request_id, collection_id, machine_id, slot_id, selection, variant_id, intended_at)
    values (:attemptId, :requestId, :collectionId, :machineId, :slotId, :selection, :variantId, :intendedAt)`);
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
  const setResolution = db.prepare(
    "update attempt set resolution = ? where attempt_id = ? and resolution is null",
  );

  return {
    intend(attempt: NewAttempt): void {
      insert.run(attempt);
    },
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
    resolve: (attemptId: AttemptId, resolution: Resolution): boolean =>
      setResolution.run(resolution, attemptId).changes === 1,
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
  };
}
