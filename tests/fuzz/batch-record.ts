import { createHash } from "node:crypto";
import { z } from "zod";
import type { BatchCentre } from "./batch-centre.ts";
import type { Said } from "./batch-writer.ts";

const Row = z.object({ seq: z.number(), json: z.string(), why: z.string().nullable() });
const selectRows = `select seq, inbox.row_json as json, why from inbox left join dead_letter using (lane_id, seq)
  join lane using (lane_id) where device_id = :deviceId and stream = :stream and seq > :after
  order by seq limit 5000`;
const One = z.object({ n: z.number() });

const selectCursor = `select cursor as n from lane join device using (device_id, epoch)
  where device_id = :deviceId and stream = :stream`;

type Lane = { deviceId: string; stream: string };
type Stored = z.infer<typeof Row>;

/** Compares the record with what was said: once, in order, byte for byte; and what was bad lies apart with its reason. */
export async function readRecord({ database }: BatchCentre, said: ReadonlyMap<string, Said>) {
  const faults: string[] = [];
  const count = { goodRows: 0, oddRows: 0, badRows: 0, letters: 0 };
  for (const [name, { kinds, hash }] of said) {
    const [deviceId = "", stream = ""] = name.split(" ");
    const stored = createHash("sha256");
    for await (const { seq, json, why } of rowsOf(database, { deviceId, stream })) {
      stored.update(`${seq} ${json}\n`);
      const kind = kinds[seq - 1];
      if (kind === "good" && why !== null) faults.push(`good row ${name} ${seq} refused: ${why}`);
      if (kind === "bad" && why === null) faults.push(`bad row ${name} ${seq} taken: ${json}`);
      count.letters += why === null ? 0 : 1;
    }
    if (stored.digest("hex") !== hash.digest("hex")) {
      faults.push(`${name}: the record is not what was said`);
    }
    for (const kind of kinds) count[`${kind}Rows`] += 1;
    const { n } = One.parse(await database.get(selectCursor, { deviceId, stream }));
    if (n !== kinds.length) faults.push(`${name}: the cursor stands at ${n} of ${kinds.length}`);
  }
  const visits = One.parse(await database.get("select count(*) as n from visit")).n;
  if (visits < count.goodRows || visits > count.goodRows + count.oddRows) {
    faults.push(`${visits} visits of ${count.goodRows} good check-ins`);
  }
  return { ...count, visits, faults };
}

async function* rowsOf(database: BatchCentre["database"], lane: Lane): AsyncGenerator<Stored> {
  let after = 0;
  for (;;) {
    const rows = z.array(Row).parse(await database.all(selectRows, { ...lane, after }));
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
  }
}
