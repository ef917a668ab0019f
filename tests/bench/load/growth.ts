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
import type { Centre, EdgePlace } from "../ways.ts";

const PAST_EVENTS = 1_000_000;
const QUICK_PAST_EVENTS = 100_000;
const BACKLOG = 20_000;
const SLICES = 9;
const CHECK_INS_A_SLICE = 25;
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
      const [fresh, old] = await sideBySide(own, centre, { template, oldFirst: run % 2 === 0 });
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

type Pair = [fresh: Grown, old: Grown];
type Device = { place: EdgePlace; grown: Grown; agent?: Agent };

/** Both at the same things in turn, and each first as often as the other: what else the machine does falls on both. */
async function sideBySide(
  folder: string,
  centre: Centre,
  { template, oldFirst }: { template: string; oldFirst: boolean },
): Promise<Pair> {
  const fresh = await newDevice(join(folder, "fresh"), centre);
  const old = await newDevice(join(folder, "old"), centre, template);
  const inOrder = oldFirst ? [old, fresh] : [fresh, old];

  for (const device of inOrder) {
    const from = performance.now();
    device.agent = await startAgent(device.place, centre.port);
    device.grown.startMs = performance.now() - from;
  }
  await pause(SETTLED_MS);
  const times = new Map<Device, number[]>([...inOrder].map((device) => [device, []]));
  for (let slice = 0; slice < SLICES; slice += 1) {
    for (const device of inOrder) {
      const took = await checkIns(device.agent);
      if (slice > 0) times.get(device)?.push(...took); // the first warms the code
    }
  }
  for (const device of inOrder) {
    await device.agent?.stop();
    device.grown.checkInMs = median(times.get(device) ?? []);
  }
  for (const device of inOrder) device.grown.eventsPerSecond = await drainRate(device, centre);
  return [fresh.grown, old.grown];
}

async function newDevice(folder: string, centre: Centre, template?: string): Promise<Device> {
  const place = { folder, deviceId: "bench-1" };
  mkdirSync(folder);
  if (template !== undefined) {
    for (const file of ["agent.db", "data-key"]) {
      copyFileSync(join(template, file), join(folder, file));
    }
  }
  await enrol(folder, centre.folder);
  await (await startAgent(place, centre.port)).stop(); // makes its tables, and warms the disk
  return { place, grown: { startMs: 0, checkInMs: 0, eventsPerSecond: 0 } };
}

async function checkIns(agent: Agent | undefined): Promise<number[]> {
  const times: number[] = [];
  for (let made = 0; made < CHECK_INS_A_SLICE; made += 1) {
    const requestId = randomUUID();
    const from = performance.now();
    await agent?.post("/api/visitor/visits", {
      ...{ turnId: requestId, requestId, reason: "talk", needs: [], language: "en" },
    });
    times.push(performance.now() - from);
  }
  return times;
}

async function drainRate({ place }: Device, centre: Centre): Promise<number> {
  const events = recordedDays(BACKLOG, { deviceId: "bench-1", siteId: "bench" });
  await ours.fill(place, events, centre);
  const agent = await startAgent(place, centre.port);
  const from = performance.now();
  await within(DRAIN_WITHIN_MS, "drained", agent.drained);
  const seconds = (performance.now() - from) / 1000;
  await agent.stop();
  return BACKLOG / seconds;
}

function inWords({ startMs, checkInMs, eventsPerSecond }: Grown): string {
  return `start ${startMs.toFixed()} ms, check-in ${checkInMs.toFixed(2)} ms, ${eventsPerSecond.toFixed()} events/s`;
}
