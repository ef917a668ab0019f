import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startTestHub } from "../hub-under-test.ts";
import { bigPlan, writePlan } from "./big-plan.ts";
import { killDuringVends } from "./kill-vend.ts";
import { seeded } from "./seeded.ts";

const usage = "npm run faults [-- --kills N] [--seed N]";

/** `npm run faults`: process-level faults on a whole hub, as a table and as JSON. */
async function main(): Promise<void> {
  const kills = option("--kills", 200);
  const seed = option("--seed", Math.floor(Math.random() * 1e9));
  console.log(`${kills} × kill -9 of the edge agent at random moments of a vend (seed ${seed})`);
  const hub = await startTestHub({ motorTurnMs: 300, planFile: writePlan(bigPlan) });
  const startedAt = Date.now();
  try {
    const report = await killDuringVends({
      hub,
      plan: bigPlan,
      kills,
      random: seeded(seed),
      tell: console.log,
    });
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    const good =
      report.doubleDispenses === 0 &&
      report.falseOutcomes === 0 &&
      report.lostEvents === 0 &&
      report.unaccounted === 0 &&
      report.bookEqualsShelf;
    console.table({ ...report, seconds, "3/n bound on a double": `${(300 / kills).toFixed(1)} %` });
    const folder = join(import.meta.dirname, "results");
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, "kill-vend.json"),
      `${JSON.stringify({ name: "kill-vend", seed, ...report, seconds }, null, 2)}\n`,
    );
    console.log(good ? "held" : "VIOLATED");
    process.exitCode = good ? 0 : 1;
  } finally {
    await hub.close();
  }
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
