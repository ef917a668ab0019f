import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fuzzBatches } from "../fuzz/batches.ts";
import { type HubUnderTest, startTestHub } from "../hub-under-test.ts";
import { bigPlan, writePlan } from "./big-plan.ts";
import { killDuringVends } from "./kill-vend.ts";
import { tryEveryFault } from "./machines.ts";
import { seeded } from "./seeded.ts";
import { tellReport, toJson } from "./sync/report.ts";
import { faultsOfSync } from "./sync/run.ts";
import { unplugDuringVends } from "./unplug.ts";

type Run = {
  what: string;
  usualTimes: number;
  run(hub: HubUnderTest, times: number, random: () => number): Promise<Ran>;
};
type Ran = { report: Record<string, number | boolean>; good: boolean };

const runs: Readonly<Record<string, Run>> = {
  "kill-vend": {
    what: "kill -9 of the edge agent at random moments of a vend",
    usualTimes: 200,
    async run(hub, kills, random) {
      const report = await killDuringVends({
        hub,
        plan: bigPlan,
        kills,
        random,
        tell: console.log,
      });
      return { report, good: allIsWell(report) };
    },
  },
  unplug: {
    what: "the machine's cable pulled and put back at random moments of a vend",
    usualTimes: 100,
    async run(hub, times, random) {
      const report = await unplugDuringVends({
        hub,
        plan: bigPlan,
        times,
        random,
        tell: console.log,
      });
      const cameBack = report.staleCommands === 0 && report.recovered === report.unplugs;
      return { report, good: cameBack && allIsWell(report) };
    },
  },
};

/** What must hold after any fault in the middle of vends. */
function allIsWell(report: {
  doubleDispenses: number;
  falseOutcomes: number;
  lostEvents: number;
  unaccounted: number;
  bookEqualsShelf: boolean;
}): boolean {
  return (
    report.doubleDispenses === 0 &&
    report.falseOutcomes === 0 &&
    report.lostEvents === 0 &&
    report.unaccounted === 0 &&
    report.bookEqualsShelf
  );
}

const usage = `npm run faults [-- ${Object.keys(runs).join(" | ")} | machines [PROTOCOL] | sync | batches] [--times N] [--faults N] [--batches N] [--seed N]`;

const FAULTS_OF_SYNC = 1_000;
const BATCHES = 1_000_000;

/** `npm run faults`: process-level faults on a whole hub, as a table and as JSON. */
async function main(): Promise<void> {
  const name = process.argv[2]?.startsWith("--") ? "kill-vend" : (process.argv[2] ?? "kill-vend");
  if (name === "machines") {
    process.exitCode = (await tryEveryFault(console.log, process.argv[3])) ? 0 : 1;
    return;
  }
  if (name === "sync") {
    process.exitCode = (await runSync()) ? 0 : 1;
    return;
  }
  if (name === "batches") {
    process.exitCode = (await runBatches()) ? 0 : 1;
    return;
  }
  const chosen = runs[name];
  if (!chosen) throw new Error(`there are no faults called ${name}. ${usage}`);
  const times = option("--times", option("--kills", chosen.usualTimes));
  const seed = option("--seed", Math.floor(Math.random() * 1e9));
  console.log(`${times} × ${chosen.what} (seed ${seed})`);
  const hub = await startTestHub({ motorTurnMs: 300, planFile: writePlan(bigPlan) });
  const startedAt = Date.now();
  try {
    const { report, good } = await chosen.run(hub, times, seeded(seed));
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    console.table({ ...report, seconds, "3/n bound on a double": `${(300 / times).toFixed(1)} %` });
    writeResult(name, { name, seed, ...report, seconds });
    console.log(good ? "held" : "VIOLATED");
    process.exitCode = good ? 0 : 1;
  } finally {
    await hub.close();
  }
}

/** Load and faults at three devices, a broker, and the centre's processes; nothing may be lost and nothing may come twice. */
async function runSync(): Promise<boolean> {
  const seed = option("--seed", Math.floor(Math.random() * 1e9));
  const faults = option("--faults", FAULTS_OF_SYNC);
  console.log(`${faults} faults between devices and the centre (seed ${seed})`);
  const report = await faultsOfSync({ seed, faults, tell: console.log });
  const good = tellReport(report, console.log);
  writeResult("sync", toJson(report));
  console.log(good ? "held" : "VIOLATED");
  return good;
}

/** Batches spoilt in every way at the centre's intake, and good ones among them. */
async function runBatches(): Promise<boolean> {
  const seed = option("--seed", Math.floor(Math.random() * 1e9));
  const batches = option("--batches", BATCHES);
  console.log(`${batches.toLocaleString("en")} batches at the centre's intake (seed ${seed})`);
  const startedAt = Date.now();
  const report = await fuzzBatches({ batches, seed, tell: console.log });
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  const good = report.faults.length === 0 && report.crashes === 0;
  console.table(report.layers);
  console.table(report.refused);
  writeResult("batches", { name: "batches", ...report, seconds });
  console.log(good ? "held" : `VIOLATED: ${report.faults.slice(0, 5).join("; ")}`);
  return good;
}

function writeResult(name: string, result: object): void {
  const folder = join(import.meta.dirname, "results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

function option(name: string, usual: number): number {
  const at = process.argv.indexOf(name);
  if (at < 0) return usual;
  const value = Number(process.argv[at + 1]);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`${name} takes a whole number. ${usage}`);
  return value;
}

await main();
