import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { quiet } from "../../../launch/child-process.ts";
import { smallNursery } from "../../../launch/hub.ts";
import { type Row, toRow } from "../figures.ts";
import { agentEntry, root } from "../ours.ts";
import { enrolAlone } from "../ours-enrol-alone.ts";
import { freePort, inOwnFolder } from "../own-folder.ts";
import { figuresOf } from "../proc.ts";
import { type Part, share } from "./in-turn.ts";

const peers = join(import.meta.dirname, "../peers");
const SETTLED_MS = 5_000;
const ANSWERS_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 2;
const ENDS_WITHIN_MS = 5_000;

/** One program that serves a page: how it is started on a port, in a folder of its own. */
type Program = {
  name: string;
  needs: string[];
  start(
    folder: string,
    port: number,
  ): { args: string[]; env: Record<string, string>; path: string };
};
type Idle = { startMs: number; rssMib: number; pssMib: number };

/** Rows 16 and 17: started with files it has had before, answered once, then left alone with no centre in reach. */
export async function idleRows({ runs, peers: installed, tell }: Part): Promise<Row[]> {
  const there = [agent, bare, nodeRed].filter(({ name, needs }) => {
    const missing = installed.missing(...needs);
    if (missing.length > 0) tell(`idle: ${name} not run, ${missing} could not be installed`);
    return missing.length === 0;
  });
  const done = new Map<Program, Idle[]>(there.map((program) => [program, []]));
  await inOwnFolder(async (folder) => {
    await enrolAlone(folderOf(agent, folder));
    for (const program of there) await once(program, folder); // its files, a warm disk and what it compiled
    for (let run = 1; run <= runs; run += 1) {
      for (const program of there) {
        const idle = await once(program, folder);
        done.get(program)?.push(idle);
        const memory = `${idle.rssMib.toFixed()} MiB (PSS ${idle.pssMib.toFixed()})`;
        tell(`idle ${run}/${runs}: ${program.name}: ${idle.startMs.toFixed()} ms, ${memory}`);
      }
    }
  });
  const of = (program: Program, pick: (idle: Idle) => number) =>
    (done.get(program) ?? []).map(pick);
  const row = (what: string, pick: (idle: Idle) => number, than: Program, atMost: number) =>
    toRow({
      what: `${what} / ${than.name}`,
      ...{ measured: of(agent, pick), reference: of(than, pick), target: { atMost } },
    });
  tell(`idle spread of the start: ${share(of(agent, ({ startMs }) => startMs))}`);
  return [
    row("16. idle RSS of the full agent, MiB", ({ rssMib }) => rssMib, bare, 1.25),
    row("16. idle RSS of the full agent, MiB", ({ rssMib }) => rssMib, nodeRed, 1.15),
    row("16. idle PSS of the full agent, MiB", ({ pssMib }) => pssMib, bare, 1.25),
    row("16. idle PSS of the full agent, MiB", ({ pssMib }) => pssMib, nodeRed, 1.15),
    row("17. cold start to the first answer, ms", ({ startMs }) => startMs, bare, 1.8),
    row("17. cold start to the first answer, ms", ({ startMs }) => startMs, nodeRed, 0.65),
  ];
}

const agent: Program = {
  name: "the full agent",
  needs: [],
  start: (folder, port) => ({
    args: [agentEntry],
    env: {
      ...{ DATA_DIR: folder, UI_DIR: join(root, "kiosk-ui/dist"), LOG_LEVEL: "warn" },
      ...{ HTTP_PORT: String(port), MQTT_URL: "mqtt://127.0.0.1:1", NODE_OPTIONS: smallNursery },
    },
    path: "/",
  }),
};

const bare: Program = {
  name: "a bare web server, SQLite and MQTT client",
  needs: ["mqtt"],
  start: (folder, port) => ({
    args: [join(peers, "bare-agent.mjs")],
    env: { FOLDER: folder, HTTP_PORT: String(port), MQTT_URL: "mqtt://127.0.0.1:1" },
    path: "/",
  }),
};

const nodeRed: Program = {
  name: "Node-RED with no flows",
  needs: ["node-red"],
  start: (folder, port) => ({
    args: [
      join(peers, "node_modules/node-red/red.js"),
      "--userDir",
      folder,
      "--port",
      String(port),
    ],
    env: {},
    path: "/",
  }),
};

const folderOf = (program: Program, folder: string) =>
  join(folder, program.name.replaceAll(/\W/g, "-"));

async function once(program: Program, folder: string): Promise<Idle> {
  const own = folderOf(program, folder);
  mkdirSync(own, { recursive: true });
  const port = await freePort();
  const { args, env, path } = program.start(own, port);
  const from = performance.now();
  const child = spawn(process.execPath, [...quiet, ...args], {
    env: { ...process.env, ...env, NODE_COMPILE_CACHE: join(own, "compiled") },
    stdio: "ignore",
  });
  const exited = new Promise((resolve) => child.once("close", resolve));
  try {
    while (!(await answers(`http://127.0.0.1:${port}${path}`))) {
      if (performance.now() - from > ANSWERS_WITHIN_MS)
        throw new Error(`${program.name} is silent`);
      await pause(LOOK_EVERY_MS);
    }
    const startMs = performance.now() - from;
    await pause(SETTLED_MS);
    const { rssMib, pssMib } = figuresOf(child.pid ?? 0);
    return { startMs, rssMib, pssMib };
  } finally {
    child.kill("SIGTERM"); // what was compiled is kept for the next start
    await Promise.race([exited, pause(ENDS_WITHIN_MS)]);
    child.kill("SIGKILL");
    await exited;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
