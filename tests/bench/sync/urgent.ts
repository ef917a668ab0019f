import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openLine } from "../../network/line.ts";
import { lineTo } from "../drain.ts";
import { median, type Row, toRow } from "../figures.ts";
import { openUrgent, openWaiting, ours, startAgent, startCentre, urgentRequest } from "../ours.ts";
import { inOwnFolder } from "../own-folder.ts";
import { recordedDays } from "../recorded-days.ts";
import type { Part } from "./in-turn.ts";

const EVENTS = 80_000; // more than the line carries while it is looked at
const ROUND_TRIP_MS = 80;
const BYTES_A_SECOND = 125_000; // 1 Mbit/s
const PRESSES = 12;
const LOOKED_AT_MS = 18_000;
const EVERY_MS = LOOKED_AT_MS / PRESSES;
const FLOWING_AFTER_MS = 2_000;
const BACKLOG_IS_OVER = 2_000;
const LOOK_EVERY_MS = 2;
const STORED_WITHIN_MS = 60_000;

/** Row 15: "get a person" pressed while the backlog fills a narrow line: from the press until the centre keeps it. */
export async function urgentRows({ runs, tell }: Part): Promise<Row[]> {
  const presses: number[] = [];
  const shares: number[] = [];
  for (let run = 1; run <= runs; run += 1) {
    const one = await inOwnFolder(pressed);
    presses.push(...one.tookMs);
    shares.push(one.share);
    const said = `median ${median(one.tookMs).toFixed()} ms, longest ${Math.max(...one.tookMs).toFixed()} ms`;
    tell(`urgent ${run}/${runs}: ${said}, backlog at ${(100 * one.share).toFixed()} % of the line`);
  }
  const inTime = (what: string, values: number[], atMost: number) =>
    toRow({
      what: `15. ms from the press to the centre's record, 1 Mbit/s, ${EVENTS} waiting, ${what} of ${presses.length} / round trip`,
      ...{ measured: values, reference: [ROUND_TRIP_MS], target: { atMost } },
    });
  return [
    inTime("median", presses, 3),
    inTime("longest", [Math.max(...presses)], 5),
    toRow({
      what: "15. bytes a second the drain fills meanwhile / the line",
      measured: shares.map((share) => share * BYTES_A_SECOND),
      ...{ reference: [BYTES_A_SECOND], target: { atLeast: 0.9 } },
    }),
  ];
}

/** Without cries for help of its own: the pressed ones are told by being the only ones. */
function backlog() {
  const days = recordedDays(EVENTS, { deviceId: "bench-1", siteId: "bench" });
  return days.filter(({ type }) => !type.startsWith("help."));
}

async function pressed(folder: string): Promise<{ tookMs: number[]; share: number }> {
  const place = { folder: join(folder, "bench-1"), deviceId: "bench-1" };
  mkdirSync(place.folder);
  const centre = await startCentre(folder);
  await ours.fill(place, backlog(), centre);
  const narrow = { delayMs: ROUND_TRIP_MS / 2, bytesPerSecond: BYTES_A_SECOND };
  const line = await openLine(lineTo(centre.port, narrow));
  const agent = await startAgent(place, line.port);
  const urgent = openUrgent(folder);
  const waiting = openWaiting(place);
  try {
    while (line.bytes().up < 20_000) await pause(LOOK_EVERY_MS);
    await pause(FLOWING_AFTER_MS);
    const [from, upFrom] = [performance.now(), line.bytes().up];
    const tookMs: number[] = [];
    // A press that waited for the whole backlog counts with all it waited; those after it would meet an idle line.
    for (let press = 0; press < PRESSES && waiting.count() > BACKLOG_IS_OVER; press += 1) {
      tookMs.push(
        await untilKept(() => agent.post(urgentRequest.path, urgentRequest.body()), urgent),
      );
      const nextAt = from + (press + 1) * EVERY_MS;
      await pause(Math.max(0, nextAt - performance.now()));
    }
    const seconds = (performance.now() - from) / 1000;
    return { tookMs, share: (line.bytes().up - upFrom) / seconds / BYTES_A_SECOND };
  } finally {
    urgent.close();
    waiting.close();
    await agent.stop();
    await line.close();
    await centre.stop();
  }
}

async function untilKept(press: () => Promise<void>, urgent: { count(): number }): Promise<number> {
  const before = urgent.count();
  const from = performance.now();
  await press();
  while (urgent.count() === before) {
    if (performance.now() - from > STORED_WITHIN_MS)
      throw new Error("an urgent event did not come");
    await pause(LOOK_EVERY_MS);
  }
  return performance.now() - from;
}
