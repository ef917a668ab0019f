import { join } from "node:path";
import { within } from "../bench-process.ts";
import { notRun, type Row, spread, toCount, toFact, toRow } from "../figures.ts";
import { startMosquitto } from "../mosquitto.ts";
import { enterDevices } from "../ours-thin.ts";
import { inOwnFolder } from "../own-folder.ts";
import { missingForEstate, openEstate, startDevices } from "./estate.ts";

const SERVERS = [1, 2, 4];
const DEVICES = 40;
const EVENTS_EACH = 4_000;
const WARM_EACH = 1_000; // for each process: one that has just started is mostly compiling
const DRAIN_WITHIN_MS = 240_000;
const KEEPS = 0.85; // of the events a CPU-second takes, at each doubling

type Scaled = { perCpuSecond: number; perSecond: number; lost: number; twice: number };

/** The same devices, all with much to say, before one, two and four processes of a centre that share the work. */
export async function benchScale(runs: number, tell: (line: string) => void): Promise<Row[]> {
  const missing = missingForEstate();
  if (missing.length > 0) {
    tell(`scale: NOT RUN, ${missing.join(" and ")} is not installed`);
    return [notRun("events a CPU-second, 2 server processes / 1", { atLeast: KEEPS })];
  }
  const done = new Map<number, Scaled[]>(SERVERS.map((count) => [count, []]));
  for (let run = 1; run <= runs; run += 1) {
    for (const servers of SERVERS) {
      const one = await inOwnFolder((folder) => scaled(folder, servers));
      done.get(servers)?.push(one);
      const said = `${one.perCpuSecond.toFixed()} events a CPU-second, ${one.perSecond.toFixed()} events/s`;
      tell(
        `scale ${run}/${runs}: ${servers} processes: ${said}, ${one.lost} lost, ${one.twice} twice`,
      );
    }
  }
  const of = (servers: number, pick: (one: Scaled) => number) =>
    (done.get(servers) ?? []).map(pick);
  for (const servers of SERVERS) {
    const share = 100 * spread(of(servers, ({ perCpuSecond }) => perCpuSecond));
    tell(`scale spread, ${servers} processes: ${share.toFixed()} %`);
  }
  const doubled = (more: number, less: number) =>
    toRow({
      what: `events taken in a CPU-second of the servers, ${more} processes / ${less}`,
      measured: of(more, ({ perCpuSecond }) => perCpuSecond),
      reference: of(less, ({ perCpuSecond }) => perCpuSecond),
      target: { atLeast: KEEPS },
    });
  const all = SERVERS.flatMap((servers) => done.get(servers) ?? []);
  const offered = { of: all.length * DEVICES * EVENTS_EACH };
  const sum = (pick: (one: Scaled) => number) => all.reduce((total, one) => total + pick(one), 0);
  return [
    doubled(2, 1),
    doubled(4, 2),
    toCount(
      "events lost, all runs",
      { counted: sum(({ lost }) => lost), ...offered },
      { atMost: 0 },
    ),
    toCount(
      "events stored twice, all runs",
      { counted: sum(({ twice }) => twice), ...offered },
      { atMost: 0 },
    ),
    ...SERVERS.map((servers) =>
      toFact(
        `events a second, ${servers} processes`,
        of(servers, ({ perSecond }) => perSecond),
      ),
    ),
  ];
}

async function scaled(folder: string, count: number): Promise<Scaled> {
  const estate = await openEstate(folder);
  const broker = await startMosquitto(join(folder, "broker"));
  const servers = await estate.startServers(count, broker.url);
  try {
    const warm = WARM_EACH * count;
    await drained(folder, { estate, port: broker.port, number: 0, each: warm });
    const cpu = () => servers.reduce((sum, { process }) => sum + process.figures().cpuSeconds, 0);
    const [from, cpuFrom] = [performance.now(), cpu()];
    await drained(folder, { estate, port: broker.port, number: 1, each: EVENTS_EACH });
    const [seconds, cpuSeconds] = [(performance.now() - from) / 1000, cpu() - cpuFrom];
    const { stored, different } = await estate.kept();
    const measured = DEVICES * EVENTS_EACH;
    return {
      perCpuSecond: measured / cpuSeconds,
      perSecond: measured / seconds,
      lost: measured + DEVICES * warm - different,
      twice: stored - different,
    };
  } finally {
    for (const server of servers) await server.stop();
    await broker.stop();
    await estate.close();
  }
}

type Draining = {
  estate: Awaited<ReturnType<typeof openEstate>>;
  port: number;
  number: number;
  each: number;
};

/** New devices with so many events each, from their start until all is acked. */
async function drained(folder: string, { estate, port, number, each }: Draining): Promise<void> {
  const keys = await enterDevices(DEVICES, estate);
  const devices = await startDevices({
    ...{ folder, keys, number, port },
    env: { DRAIN: each, CONNECT_PER_SECOND: 200, LIVES_MS: DRAIN_WITHIN_MS },
  });
  await within(DRAIN_WITHIN_MS, "all drained", devices.exited);
}
