import { EqualityAnswers, type EqualityRow } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type EqualityStore = ReturnType<typeof createEqualityStore>;

type Row = { halfDay: string; answersJson: string };

/** Answers that wait for company. They lie in the order of their random keys: shuffled from the beginning. */
export function createEqualityStore(db: Db) {
  const insert = db.prepare(
    "insert into equality_answer (answer_id, half_day, answers_json) values (?, ?, ?)",
  );
  const count = db.prepare<[], number>("select count(*) from equality_answer").pluck();
  const countBefore = db
    .prepare<[string], number>("select count(*) from equality_answer where half_day < ?")
    .pluck();
  const select = db.prepare<[], Row>(
    `select half_day as halfDay, answers_json as answersJson from equality_answer
     order by answer_id limit 500`,
  );
  const clear = db.prepare(
    `delete from equality_answer where answer_id in
       (select answer_id from equality_answer order by answer_id limit 500)`,
  );

  return {
    add(randomId: string, { halfDay, answers }: EqualityRow): void {
      insert.run(randomId, halfDay, JSON.stringify(answers));
    },
    count: (): number => count.get() ?? 0,
    /** Of days before this one. */
    countBefore: (day: string): number => countBefore.get(day) ?? 0,
    /** All that wait, shuffled; they are gone from here. */
    takeAll(): EqualityRow[] {
      const rows = select.all();
      clear.run();
      return rows.map(({ halfDay, answersJson }) => ({
        halfDay,
        answers: EqualityAnswers.parse(JSON.parse(answersJson)),
      }));
    },
  };
}
