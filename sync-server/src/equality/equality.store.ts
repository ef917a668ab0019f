import {
  type DeviceId,
  EQUALITY_SMALLEST,
  EqualityCount,
  EqualityQuestion,
  type EqualityRow,
} from "@drop-in/contracts";
import { z } from "zod";
import type { Sql } from "../db/sql.ts";

export type EqualityStore = ReturnType<typeof createEqualityStore>;

const Counted = z.object({
  question: EqualityQuestion,
  answer: z.string(),
  count: z.number(),
});

/** Who comes, as counts alone. Each answer is kept by itself: no two of one person lie together. */
export function createEqualityStore(sql: Sql) {
  return {
    async add(deviceId: DeviceId, rows: readonly EqualityRow[]): Promise<void> {
      const row = await sql.get(
        `select site_id as "siteId" from device where device_id = :deviceId`,
        { deviceId },
      );
      const { siteId } = z.object({ siteId: z.string() }).parse(row);
      const answers = rows.flatMap(({ halfDay, answers: said }) =>
        Object.entries(said).map(([question, answer]) => [siteId, halfDay, question, answer]),
      );
      await sql.insertMany({
        into: "equality_answer",
        columns: { site_id: "text", half_day: "text", question: "text", answer: "text" },
        // Sorted, so that the order in which they were said is not the order in which they lie here.
        rows: answers.toSorted((a, b) => a.join().localeCompare(b.join())),
        onConflict: "",
      });
    },
    /** Of all sites together. A count that is small is told as small. */
    async counts(): Promise<EqualityCount[]> {
      const rows = await sql.all(
        `select question, answer, count(*) as count from equality_answer
         group by question, answer order by question, answer`,
      );
      return rows.map((row) => {
        const { count, ...what } = Counted.parse(row);
        return EqualityCount.parse({ ...what, count: count < EQUALITY_SMALLEST ? null : count });
      });
    },
  };
}
