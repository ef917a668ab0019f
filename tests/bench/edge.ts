import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { CheckedIn } from "@drop-in/contracts";
import { openDb } from "@drop-in/foundation";
import { startProgram } from "../../launch/child-process.ts";
import { type Row, spread, toRow } from "./figures.ts";
import { agentEntry, openEdgeDb } from "./ours.ts";
import { enrolAlone } from "./ours-enrol-alone.ts";
import { freePort, inOwnFolder } from "./own-folder.ts";

const SCREENS = 10; // as many stations as one box serves
const SLICES = 16;
const CHECK_INS_A_SLICE = 50; // 16 × 50 and the warm-up stay below the 999 tickets of one day
const COMMITS_A_SLICE = 150;
const WARM_CHECK_INS = 150;
const WARM_REPEATS = 3_000;
const RUN_WITHIN_MS = 60_000;

/** Durable check-ins through the real agent and HTTP, against bare one-row commits on the same disk. */
export async function benchEdge(runs: number, tell: (line: string) => void): Promise<Row[]> {
  const rates: { checkIns: number[]; commits: number[] } = { checkIns: [], commits: [] };
  for (let run = 1; run <= runs; run += 1) {
    const { checkIns, commits } = await inOwnFolder(sideBySide);
    rates.checkIns.push(checkIns);
    rates.commits.push(commits);
    const said = `${checkIns.toFixed()} check-ins/s, ${commits.toFixed()} raw commits/s`;
    tell(`edge ${run}/${runs}: ${said}`);
  }
  const share = (values: number[]) => `${(100 * spread(values)).toFixed()} %`;
  tell(`edge spread: check-ins ${share(rates.checkIns)}, raw commits ${share(rates.commits)}`);
  return [
    toRow({
      what: "durable check-ins over HTTP a second / raw one-row FULL commits a second",
      ...{ measured: rates.checkIns, reference: rates.commits, target: { atLeast: 0.5 } },
    }),
  ];
}

/** Short slices of both in turn: what else the disk has to do in these seconds falls on both alike. */
async function sideBySide(folder: string): Promise<{ checkIns: number; commits: number }> {
  const raw = openRaw(folder);
  const agent = await startAgent(folder);
  try {
    raw.commit(COMMITS_A_SLICE);
    // A repeated request is answered without a write: it warms the code and leaves the day's tickets.
    const once = randomUUID();
    await fromScreens(WARM_REPEATS, () => agent.checkIn(once));
    await fromScreens(WARM_CHECK_INS, () => agent.checkIn(randomUUID()));
    const before = agent.waiting();
    let [checkInMs, commitMs] = [0, 0];
    for (let slice = 0; slice < SLICES; slice += 1) {
      commitMs += await took(async () => raw.commit(COMMITS_A_SLICE));
      checkInMs += await took(() =>
        fromScreens(CHECK_INS_A_SLICE, () => agent.checkIn(randomUUID())),
      );
    }
    const asked = SLICES * CHECK_INS_A_SLICE;
    const recorded = agent.waiting() - before;
    if (recorded !== asked) throw new Error(`${recorded} of ${asked} check-ins on disk`);
    return {
      checkIns: (1000 * asked) / checkInMs,
      commits: (1000 * SLICES * COMMITS_A_SLICE) / commitMs,
    };
  } finally {
    raw.close();
    await agent.stop();
  }
}

/** One row of an event's size a commit, with the agent's own database settings: `openDb` reads FULL back. */
function openRaw(folder: string) {
  const db = openDb(join(folder, "raw.db"));
  db.exec("create table event (seq integer primary key, event_json text not null) strict");
  const insert = db.prepare("insert into event (event_json) values (?)");
  const row = "x".repeat(420);
  return {
    commit(times: number): void {
      for (let made = 0; made < times; made += 1) insert.run(row);
    },
    close: () => db.close(),
  };
}

/** A fresh agent with an empty database and no centre to speak to. */
async function startAgent(folder: string) {
  const [httpPort, nobodyThere] = [await freePort(), await freePort()];
  const dataDir = join(folder, "edge");
  await enrolAlone(dataDir);
  const agent = await startProgram({
    name: "edge agent",
    entry: agentEntry,
    logFile: join(folder, "agent.log"),
    env: {
      ...{ DATA_DIR: dataDir, UI_DIR: join(folder, "no-screens"), LOG_LEVEL: "warn" },
      ...{ HTTP_PORT: String(httpPort), MQTT_URL: `mqtt://127.0.0.1:${nobodyThere}` },
    },
  });
  const screens = new Agent({ keepAlive: true, maxSockets: SCREENS });
  return {
    checkIn: (requestId: string) => checkIn(screens, httpPort, requestId),
    /** Events in its outbox, as the file has them. */
    waiting(): number {
      const db = openEdgeDb({ folder: dataDir, deviceId: "bench-1" });
      const count = db.prepare("select count(*) from outbox").pluck().get();
      db.close();
      return Number(count);
    },
    async stop() {
      screens.destroy();
      await agent.stop();
    },
  };
}

/** Each screen asks, waits for its answer, and asks again. */
async function fromScreens(count: number, ask: () => Promise<void>): Promise<void> {
  const until = performance.now() + RUN_WITHIN_MS;
  let left = count;
  const screen = async () => {
    while (left > 0) {
      if (performance.now() > until) throw new Error(`not within ${RUN_WITHIN_MS} ms`);
      left -= 1;
      await ask();
    }
  };
  await Promise.all(Array.from({ length: SCREENS }, screen));
}

function checkIn(screens: Agent, port: number, requestId: string): Promise<void> {
  const body = JSON.stringify({
    ...{ turnId: requestId, requestId, reason: "talk", needs: [], language: "en" },
  });
  return new Promise((resolve, reject) => {
    const asking = request(
      {
        ...{ agent: screens, host: "127.0.0.1", port, method: "POST", path: "/api/visitor/visits" },
        headers: { "content-type": "application/json", "x-drop-in": "1" },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          if (response.statusCode === 201 && CheckedIn.safeParse(JSON.parse(text)).success) {
            return resolve();
          }
          reject(new Error(`a check-in was answered ${response.statusCode}: ${text}`));
        });
      },
    );
    asking.on("error", reject).end(body);
  });
}

async function took(work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
