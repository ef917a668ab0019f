import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { build } from "../../launch/build.ts";
import { benchEdge } from "./edge.ts";
import { type Row, summary } from "./figures.ts";
import { benchFleet } from "./load/fleet.ts";
import { benchGrowth } from "./load/growth.ts";
import { benchScale } from "./load/scale.ts";
import { benchSync } from "./sync/sync.ts";
import { benchVend } from "./vend.ts";
import { benchVendStall } from "./vend-stall.ts";

type Bench = (
  runs: number,
  tell: (line: string) => void,
  only?: readonly string[],
) => Promise<Row[]>;

const benches: Record<string, Bench> = {
  edge: benchEdge,
  vend: benchVend,
  sync: benchSync,
  scale: benchScale,
  fleet: benchFleet,
  growth: benchGrowth,
};
/** `--stall`: the same bench while the disk does not answer. */
const stalled: Record<string, Bench> = { vend: benchVendStall };
const usage = `npm run bench [-- ${Object.keys(benches).join(" | ")}] [--quick] [--only=PART,PART]`;
const RUNS = 5;
const QUICK_RUNS = 2;
const ONLY = "--only=";

/** `npm run bench`: figures beside what they are measured against, as tables and as JSON. */
async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const names = asked.filter((word) => !word.startsWith("--"));
  const unknown = names.find((name) => !(name in benches));
  if (unknown !== undefined) {
    console.error(`there is no bench called ${unknown}. ${usage}`);
    process.exitCode = 1;
    return;
  }
  const runs = asked.includes("--quick") ? QUICK_RUNS : RUNS;
  const only = asked
    .find((word) => word.startsWith(ONLY))
    ?.slice(ONLY.length)
    .split(",");
  build((line) => console.log(line)); // what ships is measured
  const suffix = asked.includes("--stall") ? "-stall" : "";
  for (const [word, bench] of Object.entries(suffix ? stalled : benches)) {
    if (names.length > 0 && !names.includes(word)) continue;
    const name = `${word}${suffix}`;
    const at = new Date().toISOString();
    const rows = await bench(runs, (line) => console.log(line), only);
    console.table(rows);
    console.log(`${name}: ${summary(rows)}`);
    // Figures of a part would be taken for the whole.
    if (!only) keep(name, { name, at, machine: machine(), rows });
  }
}

type Result = { name: string; at: string; machine: string; rows: Row[] };

function keep(name: string, result: Result): void {
  const folder = join(import.meta.dirname, "results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

function machine(): string {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const load = loadavg()[0]?.toFixed(1);
  const cores = `${availableParallelism()} x ${cpus()[0]?.model ?? "unknown processor"}`;
  return `${cores}, ${memory}, ${process.platform}, Node ${process.version}, load ${load}`;
}

await main();
