import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Row, rounded } from "./figures.ts";
import { ours, startCentre } from "./ours.ts";
import { inOwnFolder } from "./own-folder.ts";
import { startPollProbe } from "./poll-probe.ts";
import { recordedDays } from "./recorded-days.ts";
import { percentile, startVendingAgent } from "./vend-rig.ts";

const POLL_MS = 20; // ten times as often as the real controller: that many more chances to be late
const LIMIT_MS = 100; // the protocol's
const STALL_S = 2;
const STALL_EVERY_S = 5;
const RUN_S = 22; // one of our runs; the peer has one in all
const BACKLOG = 20_000;
const CHECK_IN_EVERY_MS = 100;
const TARGET = 0.9999;
const peerHook = join(import.meta.dirname, "peers/machine-in-the-agent.mjs");

type Measured = { polls: number; inTime: number; p99: number; longest: number; stalls: number };

/** Whether the poll is answered in time while the disk does not answer and everything the agent has to do goes on. */
export async function benchVendStall(runs: number, tell: (line: string) => void): Promise<Row[]> {
  return inOwnFolder(async (folder) => {
    const disk = join(folder, "stalling-disk.so");
    const source = join(import.meta.dirname, "stalling-disk.c");
    const built = spawnSync("cc", ["-shared", "-fPIC", "-O1", "-o", disk, source, "-ldl"]);
    if (built.status !== 0) {
      tell("vend --stall: NOT RUN, there is no C compiler here to make a stalling disk with");
      return [];
    }
    const apart = await stalled(join(folder, "apart"), disk, { seconds: runs * RUN_S });
    tell(`vend --stall, a process of its own: ${inWords(apart)}`);
    const inside = await stalled(join(folder, "inside"), disk, {
      ...{ seconds: RUN_S, nodeOptions: `--import ${peerHook}` },
    });
    tell(`vend --stall, in the agent's own loop: ${inWords(inside)}`);
    const [ours, theirs] = [apart.inTime / apart.polls, inside.inTime / inside.polls];
    return [
      {
        what: `share of ${apart.polls} polls answered within ${LIMIT_MS} ms, ${apart.stalls} stalls of ${STALL_S} s / the same loop in the agent's own thread`,
        measured: Math.floor(ours * 1e5) / 1e5,
        reference: Math.floor(theirs * 1e5) / 1e5,
        ratio: rounded(ours / theirs),
        target: `measured >= ${TARGET}`,
        met: ours >= TARGET,
      },
    ];
  });
}

function inWords({ polls, inTime, p99, longest, stalls }: Measured): string {
  const times = `p99 ${p99.toFixed(1)} ms, longest ${longest.toFixed(0)} ms`;
  return `${polls - inTime} of ${polls} polls late, ${times}, ${stalls} stalls`;
}

async function stalled(
  folder: string,
  disk: string,
  { seconds, nodeOptions = "" }: { seconds: number; nodeOptions?: string },
): Promise<Measured> {
  const edgeDir = join(folder, "edge");
  mkdirSync(edgeDir, { recursive: true });
  const centre = await startCentre(folder);
  await ours.fill({ folder: edgeDir, deviceId: "bench-1" }, backlog(), centre);
  const probe = await startPollProbe(POLL_MS);
  const stallLog = join(folder, "stalls");
  const agent = await startVendingAgent(edgeDir, probe.address, {
    mqttUrl: `mqtts://127.0.0.1:${centre.port}`,
    env: {
      ...{ LD_PRELOAD: disk, STALL_LOG: stallLog, NODE_OPTIONS: nodeOptions },
      ...{ STALL_S: String(STALL_S), STALL_EVERY_S: String(STALL_EVERY_S) },
    },
  });
  try {
    while (!(await agent.vending())) await pause(50);
    probe.begin();
    const until = performance.now() + seconds * 1000;
    const checkIns: Promise<unknown>[] = [];
    while (performance.now() < until) {
      checkIns.push(agent.checkIn());
      await pause(CHECK_IN_EVERY_MS);
    }
    const waits = probe.waits();
    await Promise.all(checkIns);
    return {
      polls: waits.length,
      inTime: waits.filter((ms) => ms <= LIMIT_MS).length,
      ...{ p99: percentile(waits, 0.99), longest: Math.max(...waits) },
      stalls: existsSync(stallLog) ? statSync(stallLog).size : 0,
    };
  } finally {
    await agent.stop();
    probe.close();
    await centre.stop();
  }
}

/** Something to drain while the disk stalls, beside the check-ins that go on all along. */
const backlog = () => recordedDays(BACKLOG, { deviceId: "bench-1", siteId: "bench" });
