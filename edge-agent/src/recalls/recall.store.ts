import { Recall, type RecallId, SlotId } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";
import { z } from "zod";

export type RecallStore = ReturnType<typeof createRecallStore>;
/** `slots`: what the centre was last told is blocked by it here. */
export type KeptRecall = { recall: Recall; slots: SlotId[] };

type Row = { recallJson: string; slotsJson: string };
const SlotIds = z.array(SlotId);

/** What must not be given. The book of slots reads it, so that what is named here is never chosen (V6). */
export function createRecallStore(db: Db) {
  const upsert = db.prepare(`
    insert into recall (recall_id, recall_json, slots_json) values (:recallId, :recallJson, '[]')
    on conflict (recall_id) do update set recall_json = :recallJson`);
  const clearItems = db.prepare("delete from recalled_item where recall_id = ?");
  const addItem = db.prepare(
    "insert into recalled_item (recall_id, variant_id, lot) values (?, ?, upper(trim(?)))",
  );
  const remove = db.prepare("delete from recall where recall_id = ?");
  const select = "select recall_json as recallJson, slots_json as slotsJson from recall";
  const selectAll = db.prepare<[], Row>(select);
  const selectOne = db.prepare<[string], Row>(`${select} where recall_id = ?`);
  const selectBlocked = db
    .prepare<[string, string], string>(
      `select distinct slot_id from slot join recalled_item as item using (variant_id)
       where recall_id = ? and machine_id = ? and (item.lot is null or item.lot = upper(trim(slot.lot)))
       order by slot_id`,
    )
    .pluck();
  const setTold = db.prepare("update recall set slots_json = ? where recall_id = ?");

  return {
    set(recall: Recall): void {
      const { recallId, variantIds, lots } = recall;
      upsert.run({ recallId, recallJson: JSON.stringify(recall) });
      clearItems.run(recallId);
      for (const variantId of new Set(variantIds)) {
        for (const lot of lots.length > 0 ? lots : [null]) addItem.run(recallId, variantId, lot);
      }
    },
    find: (recallId: RecallId): KeptRecall | undefined => maybe(selectOne.get(recallId)),
    all: (): KeptRecall[] => selectAll.all().map(toKept),
    /** False when there was none. */
    lift: (recallId: RecallId): boolean => remove.run(recallId).changes === 1,
    /** The slots that hold something it names. */
    blocked: (recallId: RecallId, machineId: string): SlotId[] =>
      selectBlocked.all(recallId, machineId).map((slotId) => SlotId.parse(slotId)),
    told(recallId: RecallId, slots: readonly SlotId[]): void {
      setTold.run(JSON.stringify(slots), recallId);
    },
  };
}

function maybe(row: Row | undefined): KeptRecall | undefined {
  return row && toKept(row);
}

function toKept({ recallJson, slotsJson }: Row): KeptRecall {
  return {
    recall: Recall.parse(JSON.parse(recallJson)),
    slots: SlotIds.parse(JSON.parse(slotsJson)),
  };
}
