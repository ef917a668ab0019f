import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openDb } from "@drop-in/foundation";
import { realTimer, wallClock } from "../../hardware-sims/src/adapters/real-time.ts";
import { createTcpLine } from "../../hardware-sims/src/line/tcp-line.ts";
import {
  createController,
  defaultControllerSettings,
} from "../../hardware-sims/src/spiral/controller.ts";
import { fillWorld } from "../../hardware-sims/src/spiral/world.ts";
import { bigPlan } from "../faults/big-plan.ts";
import { type Row, toRow } from "./figures.ts";
import { inOwnFolder } from "./own-folder.ts";
import { percentile, pinned, startVendingAgent } from "./vend-rig.ts";

const VENDS_A_RUN = 25;
const WARM_VENDS = 3;
const { pollMs } = defaultControllerSettings;
const settings = { ...defaultControllerSettings, motorTurnMs: 50 };

/** From the press on the glass to the first byte to the machine: one commit and the wait for a poll are unavoidable. */
export async function benchVend(runs: number, tell: (line: string) => void): Promise<Row[]> {
  const vends = runs * VENDS_A_RUN;
  const { taps, commits } = await inOwnFolder((folder) => tapped(folder, vends));
  const at = (share: number) => ({
    tap: percentile(taps, share),
    commit: percentile(commits, share),
  });
  const [half, most] = [at(0.5), at(0.99)];
  const said = ({ tap, commit }: typeof half) => `${tap.toFixed(1)} (${commit.toFixed(2)}) ms`;
  tell(`vend: ${vends} taps, to the first byte (one commit): p50 ${said(half)}, p99 ${said(most)}`);
  const row = (name: string, { tap, commit }: typeof half) =>
    toRow({
      what: `ms from tap to the first byte on the wire, ${name} of ${vends} / one durable commit and one poll of ${pollMs} ms`,
      ...{ measured: [tap], reference: [commit + pollMs], target: { atMost: 1.3 } },
    });
  return [row("p50", half), row("p99", most)];
}

async function tapped(folder: string, vends: number) {
  const dataDir = join(folder, "edge");
  const ready = await pinned(dataDir, vends + WARM_VENDS);
  const line = await createTcpLine();
  let world = fillWorld(bigPlan.slots);
  let firstByte = Promise.withResolvers<number>();
  createController({
    ...{ line, timer: realTimer, now: wallClock, settings, onChange: () => {} },
    store: {
      get: () => world,
      set(next) {
        world = next;
      },
    },
    onFrame(from, _bytes, type) {
      if (from === "host" && type === "check-selection") firstByte.resolve(performance.now());
    },
  });
  const raw = openRaw(folder);
  const agent = await startVendingAgent(dataDir, line.address);
  const [taps, commits]: [number[], number[]] = [[], []];
  try {
    while (!(await agent.vending())) await pause(50);
    for (const [place, collection] of ready.entries()) {
      const turnId = await agent.typed(collection);
      const commitMs = raw.commit();
      await pause(Math.random() * pollMs); // a person presses at any moment between two polls
      firstByte = Promise.withResolvers();
      const from = performance.now();
      const [{ attemptId }, at] = await Promise.all([
        agent.press(turnId, collection),
        firstByte.promise,
      ]);
      if (place >= WARM_VENDS) {
        taps.push(at - from);
        commits.push(commitMs);
      }
      await ended(agent, attemptId);
    }
    if (world.dropped.length !== ready.length) throw new Error("not one item for each tap");
    return { taps, commits };
  } finally {
    raw.close();
    await agent.stop();
    await line.unplug();
  }
}

async function ended(
  agent: Awaited<ReturnType<typeof startVendingAgent>>,
  attemptId: string,
): Promise<void> {
  let { outcome } = await agent.attempt(attemptId);
  while (!outcome) {
    await pause(20);
    ({ outcome } = await agent.attempt(attemptId));
  }
  if (outcome.kind !== "dispensed") throw new Error(`a vend ended ${JSON.stringify(outcome)}`);
}

function openRaw(folder: string) {
  const db = openDb(join(folder, "raw.db"));
  db.exec("create table event (seq integer primary key, event_json text not null) strict");
  const insert = db.prepare("insert into event (event_json) values (?)");
  const row = "x".repeat(420);
  return {
    commit(): number {
      const from = performance.now();
      insert.run(row);
      return performance.now() - from;
    },
    close: () => db.close(),
  };
}
