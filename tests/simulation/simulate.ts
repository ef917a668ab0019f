import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { playSchedule } from "./schedule.ts";

/*
 * npm run simulate: two machines and a centre, through as many random weeks as SCHEDULES says (10,000). Prints a line, writes
 * tests/faults/results/two-machines.json, and fails when any promise was broken, naming the seeds.
 */

type Sum = {
  schedules: number;
  collections: number;
  given: number;
  moves: number;
  moved: number;
  slowestRestMs: number;
  broken: { seed: number; why: string[] }[];
};

const file = join(import.meta.dirname, "../faults/results/two-machines.json");
const schedules = Number(process.env["SCHEDULES"] ?? 10_000);
const [, , first, step] = process.argv.map(Number);

if (first !== undefined && step !== undefined) {
  process.stdout.write(JSON.stringify(await play(first, step)));
} else {
  await simulate();
}

async function simulate(): Promise<void> {
  const began = performance.now();
  const shares = Math.max(1, Math.min(8, availableParallelism()));
  const sums = await Promise.all(
    Array.from({ length: shares }, (_, place) => elsewhere(place + 1, shares)),
  );
  const sum = sums.reduce(add);
  const bound = sum.broken.length === 0 ? 3 / sum.schedules : null;
  const seconds = Math.round((performance.now() - began) / 1_000);
  const report = { name: "two-machines", ...sum, twiceBelowWith95Percent: bound, seconds };
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(report)}\n`);
  if (sum.broken.length > 0) process.exitCode = 1;
}

function elsewhere(from: number, shares: number): Promise<Sum> {
  const own = [import.meta.filename, String(from), String(shares)];
  const child = spawn(process.execPath, own, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += String(chunk);
  });
  return new Promise((resolve, reject) => {
    child.on("close", (code) =>
      code === 0 ? resolve(JSON.parse(said)) : reject(new Error(`a share ended with ${code}`)),
    );
  });
}

async function play(from: number, by: number): Promise<Sum> {
  const sum: Sum = {
    ...{ schedules: 0, collections: 0, given: 0, moves: 0, moved: 0, slowestRestMs: 0 },
    broken: [],
  };
  for (let seed = from; seed <= schedules; seed += by) {
    const story = await playSchedule(seed);
    sum.schedules += 1;
    sum.collections += story.collections;
    sum.given += story.given;
    sum.moves += story.moves;
    sum.moved += story.moved;
    sum.slowestRestMs = Math.max(sum.slowestRestMs, story.restMs);
    if (story.broken.length > 0) sum.broken.push({ seed, why: story.broken });
  }
  return sum;
}

function add(a: Sum, b: Sum): Sum {
  return {
    schedules: a.schedules + b.schedules,
    collections: a.collections + b.collections,
    given: a.given + b.given,
    moves: a.moves + b.moves,
    moved: a.moved + b.moved,
    slowestRestMs: Math.max(a.slowestRestMs, b.slowestRestMs),
    broken: [...a.broken, ...b.broken],
  };
}
