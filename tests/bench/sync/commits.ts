import { join } from "node:path";
import { openDb } from "@drop-in/foundation";
import { type Row, toRow } from "../figures.ts";
import { openServices } from "../ours-services.ts";
import { inOwnFolder } from "../own-folder.ts";
import type { Part } from "./in-turn.ts";

const SLICES = 20;
const A_SLICE = 150;

/** Row 12: a check-in with its event, its number and its place in the queue in one commit, against one bare row. */
export async function commitsRows({ runs, tell }: Part): Promise<Row[]> {
  const [whole, raw]: [number[], number[]] = [[], []];
  for (let run = 1; run <= runs; run += 1) {
    const rates = await inOwnFolder(async (folder) => sideBySide(folder));
    whole.push(rates.whole);
    raw.push(rates.raw);
    tell(`commits ${run}/${runs}: ${rates.whole.toFixed()}/s, raw ${rates.raw.toFixed()}/s`);
  }
  return [
    toRow({
      what: "12. local durable commits a second (event, outbox, queue; 1 fsync) / raw FULL row",
      ...{ measured: whole, reference: raw, target: { atLeast: 0.7 } },
    }),
  ];
}

/** Short slices of both in turn: what else the disk has to do falls on both alike. */
function sideBySide(folder: string): { whole: number; raw: number } {
  const services = openServices(folder);
  const db = openDb(join(folder, "raw.db"));
  db.exec("create table event (seq integer primary key, event_json text not null) strict");
  const insert = db.prepare("insert into event (event_json) values (?)");
  const row = "x".repeat(420);
  const commit = () => void insert.run(row);
  const slice = (work: () => void) => {
    const from = performance.now();
    for (let made = 0; made < A_SLICE; made += 1) work();
    return performance.now() - from;
  };
  for (const warm of [services.checkIn, commit]) slice(warm);
  let [wholeMs, rawMs] = [0, 0];
  for (let made = 0; made < SLICES; made += 1) {
    rawMs += slice(commit);
    wholeMs += slice(services.checkIn);
    services.nextDay();
  }
  services.close();
  db.close();
  const perSecond = (ms: number) => (1000 * SLICES * A_SLICE) / ms;
  return { whole: perSecond(wholeMs), raw: perSecond(rawMs) };
}
