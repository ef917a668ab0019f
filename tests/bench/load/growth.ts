import { randomUUID } from "node:crypto";
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { within } from "../bench-process.ts";
import { median, type Row, toRow } from "../figures.ts";
import { type Agent, ours, startAgent, startCentre } from "../ours.ts";
import { enrol } from "../ours-enrol.ts";
import { givePast } from "../ours-past.ts";
import { inOwnFolder } from "../own-folder.ts";
import { recordedDays } from "../recorded-days.ts";
import type { Centre } from "../ways.ts";

const PAST_EVENTS = 1_000_000;
const QUICK_PAST_EVENTS = 100_000;
const BACKLOG = 20_000;
const CHECK_INS = 200;
const WARM_CHECK_INS = 50;
const DRAIN_WITHIN_MS = 120_000;
const SETTLED_MS = 500;

type Grown = { startMs: number; checkInMs: number; eventsPerSecond: number };

/** A box that has served for years against a new one: what it has behind it may not be felt. */
export async function benchGrowth(runs: number, tell: (line: string) => void): Promise<Row[]> {
  const past = runs < 5 ? QUICK_PAST_EVENTS : PAST_EVENTS;
  const done: { old: Grown[]; fresh: Grown[] } = { old: [], fresh: [] };
  await inOwnFolder(async (folder) => {
    const template = join(folder, "past");
    mkdirSync(template);
    tell(`growth: writing what is left of ${past} events`);
    givePast(template, past);
    for (let run = 1; run <= runs; run += 1) {
      const own = join(folder, `run-${run}`);
      mkdirSync(own);
      const centre = await startCentre(own);
      const fresh = await grown(join(own, "fresh"), centre);
      const old = await grown(join(own, "old"), centre, template);
      await centre.stop();
      done.fresh.push(fresh);
      done.old.push(old);
      tell(
        `growth ${run}/${runs}: new: ${inWords(fresh)}; ${past} events behind it: ${inWords(old)}`,
      );
    }
  });
  const row = (
    what: string,
    pick: (one: Grown) => number,
    target: { atMost: number } | { atLeast: number },
  ) =>
    toRow({
      what: `${what}, ${past} events behind it / a new device`,
      ...{ measured: done.old.map(pick), reference: done.fresh.map(pick), target },
    });
  return [
    row("ms of a check-in, median", ({ checkInMs }) => checkInMs, { atMost: 1.1 }),
    row("ms from the start to the first answer", ({ startMs }) => startMs, { atMost: 1.1 }),
    row("events drained a second", ({ eventsPerSecond }) => eventsPerSecond, { atLeast: 0.9 }),
  ];
}

async function grown(folder: string, centre: Centre, template?: string): Promise<Grown> {
  const place = { folder, deviceId: "bench-1" };
  mkdirSync(folder);
  if (template !== undefined) {
    for (const file of ["agent.db", "data-key"]) {
      copyFileSync(join(template, file), join(folder, file));
    }
  }
  await enrol(folder, centre.folder);
  await (await startAgent(place, centre.port)).stop(); // makes its tables, and warms the disk

  const from = performance.now();
  const agent = await startAgent(place, centre.port);
  const startMs = performance.now() - from;
  await pause(SETTLED_MS);
  const checkInMs = await checkIns(agent);
  await agent.stop();

  const events = recordedDays(BACKLOG, { deviceId: "bench-1", siteId: "bench" });
  await ours.fill(place, events, centre);
  const draining = await startAgent(place, centre.port);
  const drainFrom = performance.now();
  await within(DRAIN_WITHIN_MS, "drained", draining.drained);
  const seconds = (performance.now() - drainFrom) / 1000;
  await draining.stop();
  return { startMs, checkInMs, eventsPerSecond: BACKLOG / seconds };
}

async function checkIns(agent: Agent): Promise<number> {
  const times: number[] = [];
  for (let made = 0; made < WARM_CHECK_INS + CHECK_INS; made += 1) {
    const requestId = randomUUID();
    const from = performance.now();
    await agent.post("/api/visitor/visits", {
      ...{ turnId: requestId, requestId, reason: "talk", needs: [], language: "en" },
    });
    times.push(performance.now() - from);
  }
  return median(times.slice(WARM_CHECK_INS));
}

function inWords({ startMs, checkInMs, eventsPerSecond }: Grown): string {
  return `start ${startMs.toFixed()} ms, check-in ${checkInMs.toFixed(2)} ms, ${eventsPerSecond.toFixed()} events/s`;
}
