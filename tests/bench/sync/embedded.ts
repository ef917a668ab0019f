import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startProcess } from "../bench-process.ts";
import { type Row, toRow } from "../figures.ts";
import { startCentre } from "../ours.ts";
import { inOwnFolder } from "../own-folder.ts";
import type { Part } from "./in-turn.ts";

const SETTLED_MS = 3_000;
type Opened = { startMs: number; rssMib: number };

/** Row 18: the whole centre with its broker, web server and SQLite, opened again, against PGlite alone, opened again. */
export async function embeddedRows({ runs, peers, tell }: Part): Promise<Row[]> {
  const ours: Opened[] = [];
  const theirs: Opened[] = [];
  const missing = peers.missing("@electric-sql/pglite");
  if (missing.length > 0) tell("embedded: PGlite not run, it could not be installed");
  await inOwnFolder(async (folder) => {
    const pglite = join(folder, "pglite");
    mkdirSync(pglite);
    const startPglite = () =>
      startProcess({
        name: "PGlite",
        entry: join(import.meta.dirname, "../peers/pglite.mjs"),
        env: { FOLDER: join(pglite, "data") },
        logFile: join(pglite, "log"),
      });
    const startOurs = async () => (await startCentre(folder)).process;
    await opened(startOurs);
    if (missing.length === 0) await opened(startPglite);
    for (let run = 1; run <= runs; run += 1) {
      ours.push(await opened(startOurs));
      if (missing.length === 0) theirs.push(await opened(startPglite));
      tell(`embedded ${run}/${runs}: ${said(ours.at(-1))}; PGlite ${said(theirs.at(-1))}`);
    }
  });
  const of = (all: Opened[], pick: (one: Opened) => number) => all.map(pick);
  return [
    toRow({
      what: "18. start of the embedded centre, opened again, ms / PGlite opened again",
      measured: of(ours, ({ startMs }) => startMs),
      reference: of(theirs, ({ startMs }) => startMs),
      target: { atMost: 1.2 },
    }),
    toRow({
      what: "18. RSS of the embedded centre, MiB / PGlite",
      measured: of(ours, ({ rssMib }) => rssMib),
      reference: of(theirs, ({ rssMib }) => rssMib),
      target: { atMost: 0.5 },
    }),
  ];
}

async function opened(start: () => ReturnType<typeof startProcess>): Promise<Opened> {
  const from = performance.now();
  const process = await start();
  const startMs = performance.now() - from;
  await pause(SETTLED_MS);
  const { rssMib } = process.figures();
  await process.stop();
  return { startMs, rssMib };
}

function said(one: Opened | undefined): string {
  return one ? `${one.startMs.toFixed()} ms, ${one.rssMib.toFixed()} MiB` : "not run";
}
