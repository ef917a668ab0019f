import { drain, farAway } from "../drain.ts";
import { type Row, toRow } from "../figures.ts";
import { ours } from "../ours.ts";
import { recordedDays } from "../recorded-days.ts";
import { http, mqttStore, outbox, pouch100, pouch500, type Way } from "../ways.ts";
import { inTurn, type Part } from "./in-turn.ts";

/**
 * The same events for all, but of the slow ones only the first so many: their pace is steady, and 20,000 one round
 * trip after another would take half an hour a run.
 */
const slow = new Map<Way, number>([
  [pouch500, 10_000],
  [pouch100, 5_000],
  [mqttStore, 300],
]);
const EVENTS = 20_000;

/** Rows 4 and 5: a round trip of 80 ms, on a line that is not narrow. */
export async function farRows(part: Part): Promise<Row[]> {
  const events = recordedDays(EVENTS, { deviceId: "bench-1", siteId: "bench" });
  const runs = await inTurn(part, {
    name: "80 ms",
    ways: [ours, http, pouch500, pouch100, outbox, mqttStore],
    measure: (way) => drain(way, events.slice(0, slow.get(way)), { cable: farAway }),
    words: ({ eventsPerSecond }) => `${eventsPerSecond.toFixed()} events/s`,
  });
  const rate = (way: Way) => runs.of(way, ({ eventsPerSecond }) => eventsPerSecond);
  const faster = (row: number, than: Way, atLeast: number) =>
    toRow({
      what: `${row}. events drained a second at 80 ms / ${than.name}`,
      ...{ measured: rate(ours), reference: rate(than), target: { atLeast } },
    });
  return [
    faster(4, http, 2.5),
    faster(5, pouch500, 14),
    faster(5, pouch100, 50),
    faster(5, mqttStore, 1_000),
    faster(5, outbox, 11),
  ];
}
