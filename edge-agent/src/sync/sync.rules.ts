import type { NumberedFeedItem, Stream } from "@drop-in/contracts";

/** One batch on its way: up to which number, how heavy, since when (monotonic). */
export type Flight = { lastSeq: number; bytes: number; sentAtMs: number };

/** How far one stream is: acked by the centre, handed to the carrier, and what is between the two. */
export type Lane = { acked: number; sent: number; flights: Flight[] };

export type Lanes = Record<Stream, Lane>;

export const BATCH_EVENTS = 500;
/** All bytes in flight. More would only queue on a slow line, in front of the next urgent event. */
export const WINDOW_BYTES = 256 * 1024;
/** Telemetry leaves room, so that care never waits behind it for long. */
export const TELEMETRY_WINDOW_BYTES = 32 * 1024;

const MIN_ACK_TIMEOUT_MS = 1_000;
const MAX_PAUSE_MS = 15_000;

export const emptyLane = (): Lane => ({ acked: 0, sent: 0, flights: [] });

/** Whether another batch of `stream`, about as heavy as `bytes`, may leave now. */
export function mayLeave(lanes: Lanes, stream: Stream, bytes: number): boolean {
  const own = inFlight(lanes[stream]);
  if (own + inFlight(lanes[stream === "care" ? "telemetry" : "care"]) === 0) return true;
  if (stream === "telemetry") return own + bytes <= TELEMETRY_WINDOW_BYTES;
  return own + inFlight(lanes.telemetry) + bytes <= WINDOW_BYTES;
}

export function afterSending(lane: Lane, flight: Flight): Lane {
  return { ...lane, sent: flight.lastSeq, flights: [...lane.flights, flight] };
}

/** The lane after the centre's ack; an ack that says less than an earlier one changes nothing. */
export function afterAck(lane: Lane, cursor: number): Lane {
  const acked = Math.max(lane.acked, cursor);
  return {
    acked,
    sent: Math.max(lane.sent, acked),
    flights: lane.flights.filter((flight) => flight.lastSeq > acked),
  };
}

/** The round trip an ack proves: of the newest batch it covers. Undefined when it covers none. */
export function roundTrip(lane: Lane, cursor: number, nowMs: number): number | undefined {
  const covered = lane.flights.filter((flight) => flight.lastSeq <= cursor).at(-1);
  return covered && nowMs - covered.sentAtMs;
}

/** What is in flight is taken for lost: sending goes on from the centre's cursor. */
export function rewound(cursor: number): Lane {
  return { acked: cursor, sent: cursor, flights: [] };
}

/** When the oldest batch in flight is overdue; undefined when nothing is in flight. */
export function overdueAt(lanes: Lanes, smoothedMs: number | undefined): number | undefined {
  const sent = [...lanes.care.flights, ...lanes.telemetry.flights].map((one) => one.sentAtMs);
  return sent.length === 0 ? undefined : Math.min(...sent) + ackTimeoutMs(smoothedMs);
}

/** Jacobson's smoothing: an eighth of each new sample. */
export function smoothed(before: number | undefined, sampleMs: number): number {
  return before === undefined ? sampleMs : before + (sampleMs - before) / 8;
}

export function ackTimeoutMs(smoothedMs: number | undefined): number {
  return Math.max(MIN_ACK_TIMEOUT_MS, 3 * (smoothedMs ?? 0));
}

/** The pause before asking a silent centre again: doubling, with a lid. */
export function helloPauseMs(tries: number): number {
  return Math.min(MAX_PAUSE_MS, MIN_ACK_TIMEOUT_MS * 2 ** Math.min(tries, 10));
}

/** What of a feed is new after `cursor`; `gap` when something before it is missing. */
export function freshItems(
  items: readonly NumberedFeedItem[],
  cursor: number,
): NumberedFeedItem[] | "gap" {
  const fresh = items.filter(({ number }) => number > cursor);
  return fresh.every(({ number }, place) => number === cursor + 1 + place) ? fresh : "gap";
}

function inFlight(lane: Lane): number {
  return lane.flights.reduce((sum, flight) => sum + flight.bytes, 0);
}
