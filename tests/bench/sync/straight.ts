import { type Drained, drain } from "../drain.ts";
import { type Row, toFact, toRow } from "../figures.ts";
import { ours } from "../ours.ts";
import { recordedDays } from "../recorded-days.ts";
import { http, mqttStore, outbox, pouch100, pouch500, type Way } from "../ways.ts";
import { inTurn, type Part } from "./in-turn.ts";

const EVENTS = 20_000;
const BIG_EVENTS = 200_000;

/** Rows 1 to 3, 10 and 11: how fast on one machine, and what it costs the edge in memory and time. */
export async function straightRows(part: Part): Promise<Row[]> {
  const events = recordedDays(EVENTS, { deviceId: "bench-1", siteId: "bench" });
  const runs = await inTurn(part, {
    name: "straight",
    ways: [ours, http, pouch500, pouch100, mqttStore, outbox],
    measure: (way) => drain(way, events),
    words: said,
  });
  const big = recordedDays(BIG_EVENTS, { deviceId: "bench-1", siteId: "bench" });
  const bigRuns = await inTurn(part, {
    name: `straight, ${BIG_EVENTS}`,
    ways: [ours, http],
    measure: (way) => drain(way, big),
    words: said,
  });

  const rate = (way: Way) => runs.of(way, ({ eventsPerSecond }) => eventsPerSecond);
  const cpu = (way: Way) => runs.of(way, ({ cpuMicrosPerEvent }) => cpuMicrosPerEvent);
  const alone = (way: Way) => runs.of(way, ({ peak }) => peak.peakRssMib);
  const tree = (way: Way) => runs.of(way, ({ peak }) => peak.peakRssOfTreeMib);
  const faster = (row: number, than: Way, atLeast: number) =>
    toRow({
      what: `${row}. events drained a second / ${than.name}`,
      ...{ measured: rate(ours), reference: rate(than), target: { atLeast } },
    });
  const lighter = (what: string, of: (way: Way) => number[], than: Way, atMost: number) =>
    toRow({
      what: `${what} / ${than.name}`,
      ...{ measured: of(ours), reference: of(than), target: { atMost } },
    });
  const bigAlone = bigRuns.of(ours, ({ peak }) => peak.peakRssMib);
  return [
    faster(1, http, 0.8),
    faster(2, pouch500, 9),
    faster(2, pouch100, 12),
    faster(3, mqttStore, 16),
    faster(3, outbox, 14),
    lighter("10. edge peak RSS in the drain, MiB, the agent alone", alone, http, 1.2),
    lighter("10. edge peak RSS in the drain, MiB, the agent alone", alone, pouch500, 0.6),
    lighter("10. edge peak RSS in the drain, MiB, all its processes", tree, http, 1.2),
    lighter("10. edge peak RSS in the drain, MiB, all its processes", tree, pouch500, 0.6),
    toRow({
      what: `10. edge peak RSS, MiB, ${BIG_EVENTS} waiting / ${EVENTS} waiting`,
      ...{ measured: bigAlone, reference: alone(ours), target: { atMost: 1.05 } },
    }),
    lighter("11. edge CPU, us an event", cpu, http, 1.5),
    lighter("11. edge CPU, us an event", cpu, pouch500, 0.1),
    toFact(
      `1. events drained a second, ${BIG_EVENTS} waiting`,
      bigRuns.of(ours, ({ eventsPerSecond }) => eventsPerSecond),
    ),
  ];
}

function said({ eventsPerSecond, cpuMicrosPerEvent, peak }: Drained): string {
  const memory = `${peak.peakRssMib.toFixed()} (${peak.peakRssOfTreeMib.toFixed()}) MiB`;
  return `${eventsPerSecond.toFixed()} events/s, ${cpuMicrosPerEvent.toFixed(1)} us each, ${memory}`;
}
