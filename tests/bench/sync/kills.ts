import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { within } from "../bench-process.ts";
import { notRun, type Row, toCount } from "../figures.ts";
import { hasMosquitto, type Mosquitto, startMosquitto } from "../mosquitto.ts";
import { type Agent, kept, ours, startAgent, startCentre } from "../ours.ts";
import { openReader, windowBytes } from "../ours-wire.ts";
import { inOwnFolder } from "../own-folder.ts";
import { recordedDays } from "../recorded-days.ts";
import type { Centre } from "../ways.ts";
import { type Message, openTap } from "../wire-tap.ts";
import type { Part } from "./in-turn.ts";

const EVENTS = 20_000;
const KILLS = 10;
const QUICK_KILLS = 2;
const DRAIN_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 3;

const victims = ["edge", "centre", "broker", "all three"] as const;
type Victim = (typeof victims)[number];
type Killed = {
  missing: number;
  storedTwice: number;
  deliveredTwice: number;
  /** How many events of this drain are a whole window. */
  windowEvents: number;
};

/**
 * Rows 13 and 14: kill -9 in the middle of a drain through Mosquitto, and up again at once; the broker comes back with
 * an empty disk every other time. What passes on the wire is counted in front of the broker, so a message that the
 * broker lost counts as delivered all the same.
 */
export async function killRows({ runs, tell }: Part): Promise<Row[]> {
  if (!hasMosquitto())
    return [notRun("13, 14. kill -9: Mosquitto is not installed", { atMost: 0 })];
  const kills = runs < 5 ? QUICK_KILLS : KILLS;
  const rows: Row[] = [];
  for (const victim of victims) {
    const done: Killed[] = [];
    for (let kill = 1; kill <= kills; kill += 1) {
      const share = 0.1 + (0.8 * (kill - 0.5)) / kills; // where in the drain, spread over all of it
      const one = await inOwnFolder((folder) => drainWithKill(folder, victim, { share, kill }));
      done.push(one);
      tell(
        `kill -9 ${victim} ${kill}/${kills}: ${one.missing} missing, ${one.storedTwice} stored twice, ${one.deliveredTwice} delivered twice`,
      );
    }
    const sum = (of: (one: Killed) => number) => done.reduce((total, one) => total + of(one), 0);
    const window = Math.min(...done.map((one) => one.windowEvents));
    const most = Math.max(...done.map(({ deliveredTwice }) => deliveredTwice));
    const offered = kills * EVENTS;
    const times = `kill -9 of ${victim}, ${kills} times`;
    const count = (what: string, counted: number, of: number, atMost: number) =>
      toCount(what, { counted, of }, { atMost });
    rows.push(
      count(
        `13. events lost, ${times}`,
        sum((one) => one.missing),
        offered,
        0,
      ),
      count(
        `13. events stored twice, ${times}`,
        sum((one) => one.storedTwice),
        offered,
        0,
      ),
      count(`14. events delivered twice after one ${times}, the most`, most, window, window),
    );
  }
  return rows;
}

type When = { share: number; kill: number };

async function drainWithKill(
  folder: string,
  victim: Victim,
  { share, kill }: When,
): Promise<Killed> {
  const events = recordedDays(EVENTS, { deviceId: "bench-1", siteId: "bench" });
  const place = { folder: join(folder, "bench-1"), deviceId: "bench-1" };
  mkdirSync(place.folder);
  const passed: Message[] = [];
  const broker = await startMosquitto(join(folder, "broker"));
  const tap = await openTap(broker.port, (message) => void passed.push(message));
  const world: World = {
    broker,
    centre: await startCentre(folder, { brokerUrl: broker.url }),
    edge: undefined,
    startCentre: () => startCentre(folder, { brokerUrl: broker.url }),
    startEdge: () => startAgent(place, tap.port, { plain: true }),
  };
  try {
    await ours.fill(place, events, world.centre);
    world.edge = await world.startEdge();
    const goal = EVENTS * share;
    while ((await world.centre.stored()) < goal) await pause(LOOK_EVERY_MS);
    await killAndRestart(world, victim, kill % 2 === 0);
    await within(DRAIN_WITHIN_MS, `drained after kill -9 of ${victim}`, world.edge.drained);
    const { stored, different } = await kept(folder);
    const onTheWire = await readAll(passed, await openReader(folder));
    return {
      missing: EVENTS - different,
      storedTwice: stored - different,
      ...onTheWire,
    };
  } finally {
    await world.edge?.stop();
    await world.centre.stop();
    tap.close();
    await broker.stop();
  }
}

/** Every message as it passed, opened after the drain. */
async function readAll(
  passed: Message[],
  read: Awaited<ReturnType<typeof openReader>>,
): Promise<Pick<Killed, "deliveredTwice" | "windowEvents">> {
  const delivered = new Set<string>();
  let [times, bytes] = [0, 0];
  for (const message of passed) {
    const events = await read(message);
    times += events.length;
    if (events.length > 0) bytes += message.payload.length;
    for (const event of events) delivered.add(event);
  }
  if (delivered.size !== EVENTS) throw new Error(`${delivered.size} different events on the wire`);
  const windowEvents = Math.round(windowBytes / (bytes / times));
  return { deliveredTwice: times - delivered.size, windowEvents };
}

type World = {
  broker: Mosquitto;
  centre: Centre;
  edge: Agent | undefined;
  startCentre(): Promise<Centre>;
  startEdge(): Promise<Agent>;
};

async function killAndRestart(world: World, victim: Victim, wiped: boolean): Promise<void> {
  const dies = (part: Victim) => victim === part || victim === "all three";
  await Promise.all([
    dies("edge") ? world.edge?.process.kill("SIGKILL") : undefined,
    dies("centre") ? world.centre.process.kill("SIGKILL") : undefined,
    dies("broker") ? world.broker.kill() : undefined,
  ]);
  if (dies("broker")) {
    if (wiped) world.broker.wipe();
    await world.broker.start();
  }
  if (dies("centre")) world.centre = await world.startCentre();
  if (dies("edge")) world.edge = await world.startEdge();
}
