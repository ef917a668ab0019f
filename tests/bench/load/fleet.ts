import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { BenchProcess } from "../bench-process.ts";
import { notRun, type Row, slope, toCount, toFact, toRow } from "../figures.ts";
import { type Mosquitto, startMosquitto } from "../mosquitto.ts";
import { enterDevices, type ThinKeys } from "../ours-thin.ts";
import { inOwnFolder } from "../own-folder.ts";
import { machineSeconds } from "../proc.ts";
import { missingForEstate, openEstate, startDevices } from "./estate.ts";

const Told = z.object({
  counts: z.object({
    ...{ connected: z.number(), welcomed: z.number(), lost: z.number() },
    ...{ sent: z.number(), acked: z.number(), beats: z.number() },
  }),
});
type Counts = z.infer<typeof Told>["counts"];

/** Six parts, so that memory is seen at a sixth, a half and all of the devices. */
const PARTS = 6;
const LOOKED_AT = [1, 3, 6];
const full = { devices: 30_000, holdMs: 330_000, stormMs: 60_000, connectPerSecond: 45 };
const quick = { devices: 1_800, holdMs: 20_000, stormMs: 15_000, connectPerSecond: 60 };
const BEAT_EVERY_MS = 300_000;
const EVENTS_PER_SECOND = 21; // 750,000 a day over ten hours: docs/sizing
const STORM_PER_SECOND = 1_000;
const SETTLED_MS = 10_000;
const JOINED_WITHIN_MS = 900_000;
const FLAT = 1.2;

type Stage = { devices: number; centreMib: number; brokerMib: number };

/**
 * A whole country's devices on one centre, each with its own keys and its own connection: thin ones, with nothing of an
 * agent but what it says. Plain TCP: the TLS of so many would be most of what two cores can do, at the wrong end.
 */
export async function benchFleet(runs: number, tell: (line: string) => void): Promise<Row[]> {
  const missing = missingForEstate();
  if (missing.length > 0) {
    tell(`fleet: NOT RUN, ${missing.join(" and ")} is not installed`);
    return [notRun("devices connected", { atLeast: full.devices })];
  }
  return inOwnFolder((folder) => fleet(folder, runs < 5 ? quick : full, tell));
}

async function fleet(
  folder: string,
  size: typeof full,
  tell: (line: string) => void,
): Promise<Row[]> {
  const estate = await openEstate(folder);
  const brokers = await openDoors(folder, size.devices);
  const [centre] = await estate.startServers(1, brokers.core.url);
  if (!centre) throw new Error("no centre");
  const parts: BenchProcess[] = [];
  const stages: Stage[] = [];
  const total = (pick: (counts: Counts) => number) => sumOf(parts, pick);
  try {
    tell(`fleet: making the keys of ${size.devices} devices`);
    const keys = await enterDevices(size.devices, estate);
    for (let part = 0; part < PARTS; part += 1) {
      parts.push(await startPart({ folder, part, keys, size, port: brokers.port(part) }));
      const goal = ((part + 1) * size.devices) / PARTS;
      await Promise.race([joined(goal, total, tell), ...parts.map(endedEarly)]);
      if (!LOOKED_AT.includes(part + 1)) continue;
      await pause(SETTLED_MS);
      stages.push(stageOf(goal, centre.process, brokers));
      const { centreMib, brokerMib } = stages.at(-1) ?? { centreMib: 0, brokerMib: 0 };
      tell(
        `fleet: ${goal} devices: centre ${centreMib.toFixed()} MiB, broker ${brokerMib.toFixed()} MiB`,
      );
    }
    const calm = await watched("as every day", size.holdMs, {
      centre: centre.process,
      total,
      tell,
    });
    for (const part of parts) process.kill(part.pid, "SIGUSR2");
    const storm = await watched("storm", size.stormMs, { centre: centre.process, total, tell });
    for (const part of parts) process.kill(part.pid, "SIGUSR2");
    await pause(SETTLED_MS);
    // What was acked first: more is kept with each moment, also of what nobody has heard of yet.
    const [sent, acked] = [total((one) => one.sent), total((one) => one.acked)];
    const { stored, different } = await estate.kept();
    tell(`fleet: ${sent} events said, ${acked} acked, ${stored} kept, ${different} different`);
    return [
      toRow({
        what: "devices connected and welcomed at once / wanted",
        measured: [total((one) => one.welcomed) - total((one) => one.lost)],
        reference: [size.devices],
        target: { atLeast: 1 },
      }),
      ...memoryRows(stages),
      toRow({
        what: "events acked a second, as every day / said",
        ...{ measured: [calm.acked], reference: [calm.sent], target: { atLeast: 0.99 } },
      }),
      toRow({
        what: `events acked a second in a storm of ${STORM_PER_SECOND} / said`,
        ...{ measured: [storm.acked], reference: [storm.sent], target: { atLeast: 0.95 } },
      }),
      toCount(
        "acked events that are not kept",
        { counted: Math.max(0, acked - different), of: sent },
        { atMost: 0 },
      ),
      toCount("events kept twice", { counted: stored - different, of: sent }, { atMost: 0 }),
      toFact("share of one core the centre needs, as every day", [calm.cpu]),
      toFact("share of one core the centre needs in the storm", [storm.cpu]),
      // The devices, three brokers and the database are on the same two cores.
      toFact("cores in use by everything, as every day", [calm.all]),
      toFact("cores in use by everything, in the storm", [storm.all]),
      toFact("heartbeats a second", [calm.beats]),
    ];
  } finally {
    for (const part of parts) await part.kill("SIGKILL");
    await centre.stop();
    await brokers.stop();
    await estate.close();
  }
}

/** Memory for each device more: stated, and flat when the second half costs no more than the first. */
function memoryRows(stages: Stage[]): Row[] {
  const perDevice = (some: Stage[], pick: (stage: Stage) => number) =>
    1024 * slope(some.map((stage) => ({ x: stage.devices, y: pick(stage) })));
  const upper = perDevice(stages.slice(-2), ({ centreMib }) => centreMib);
  const whole = perDevice(stages, ({ centreMib }) => centreMib);
  return [
    toFact("memory of the centre for each device, KiB", [whole]),
    toFact("memory of the broker for each device, KiB", [
      perDevice(stages, ({ brokerMib }) => brokerMib),
    ]),
    toRow({
      what: "memory of the centre for each device more, KiB, second half of them / all",
      ...{
        measured: [Math.max(0, upper)],
        reference: [Math.max(1, whole)],
        target: { atMost: FLAT },
      },
    }),
  ];
}

type PartOf = { folder: string; part: number; keys: ThinKeys; size: typeof full; port: number };

function startPart({ folder, part, keys, size, port }: PartOf): Promise<BenchProcess> {
  const each = size.devices / PARTS;
  const own = { ...keys, devices: keys.devices.slice(part * each, (part + 1) * each) };
  return startDevices({
    ...{ folder, number: part, keys: own, port },
    env: {
      ...{ CONNECT_PER_SECOND: size.connectPerSecond, BEAT_EVERY_MS },
      EVENTS_PER_SECOND: EVENTS_PER_SECOND / PARTS,
      STORM_PER_SECOND: STORM_PER_SECOND / PARTS,
      LIVES_MS: PARTS * JOINED_WITHIN_MS, // they are ended with the bench
    },
  });
}

/** As many brokers as a process may hold connections for; each hands on to the one the centre is at. */
async function openDoors(folder: string, devices: number) {
  const core = await startMosquitto(join(folder, "core"));
  const fits = openFilesOfAProcess() - 500;
  const doors: Mosquitto[] = [];
  if (devices > fits) {
    for (let door = 0; door < Math.ceil(devices / fits); door += 1) {
      const own = join(folder, `door-${door}`);
      doors.push(await startMosquitto(own, { bridgeTo: core.port }));
    }
  }
  const all = [core, ...doors];
  return {
    core,
    port: (part: number) => (doors[part % Math.max(1, doors.length)] ?? core).port,
    rssMib: () => all.reduce((sum, broker) => sum + broker.figures().rssMib, 0),
    async stop() {
      for (const broker of all.toReversed()) await broker.stop();
    },
  };
}

function openFilesOfAProcess(): number {
  const limits = readFileSync("/proc/self/limits", "utf8");
  return Number(/^Max open files\s+\d+\s+(\d+)/m.exec(limits)?.[1] ?? 1024);
}

function stageOf(devices: number, centre: BenchProcess, brokers: { rssMib(): number }): Stage {
  return { devices, centreMib: centre.figures().rssMib, brokerMib: brokers.rssMib() };
}

function sumOf(parts: BenchProcess[], pick: (counts: Counts) => number): number {
  return parts.reduce((sum, part) => {
    const told = Told.safeParse(part.latest("counts"));
    return sum + (told.success ? pick(told.data.counts) : 0);
  }, 0);
}

async function endedEarly(part: BenchProcess): Promise<never> {
  await part.exited;
  throw new Error(`a process that plays devices has ended (${part.pid})`);
}

type Total = (pick: (counts: Counts) => number) => number;

async function joined(goal: number, total: Total, tell: (line: string) => void): Promise<void> {
  const until = performance.now() + JOINED_WITHIN_MS;
  for (let looks = 1; total((one) => one.welcomed) < goal; looks += 1) {
    if (performance.now() > until) throw new Error(`${goal} devices did not join in time`);
    await pause(1_000);
    if (looks % 10 === 0) tell(`fleet: ${total((one) => one.welcomed)} of ${goal} welcomed`);
  }
}

/** What was said and acked each second, and what it cost the centre. */
async function watched(
  name: string,
  ms: number,
  { centre, total, tell }: { centre: BenchProcess; total: Total; tell: (line: string) => void },
) {
  const look = () => ({
    at: performance.now(),
    cpu: centre.figures().cpuSeconds,
    all: machineSeconds(),
    sent: total((one) => one.sent),
    acked: total((one) => one.acked),
    beats: total((one) => one.beats),
  });
  const before = look();
  await pause(ms);
  const after = look();
  const seconds = (after.at - before.at) / 1000;
  const rate = (pick: (one: typeof before) => number) => (pick(after) - pick(before)) / seconds;
  const rates = {
    ...{ sent: rate((one) => one.sent), acked: rate((one) => one.acked) },
    ...{ beats: rate((one) => one.beats), cpu: rate((one) => one.cpu) },
    all: rate((one) => one.all),
  };
  const { sent, acked, beats, cpu, all } = rates;
  tell(
    `fleet, ${name}: ${sent.toFixed(1)} events/s said, ${acked.toFixed(1)} acked, ${beats.toFixed(1)} heartbeats/s, ${cpu.toFixed(2)} cores of ${all.toFixed(2)} in use`,
  );
  return rates;
}
