import { type NumberedFeedItem, type Stream, streams } from "@drop-in/contracts";

/** One batch on its way: up to which number, how heavy, since when (monotonic). */
export type Flight = { lastSeq: number; bytes: number; sentAtMs: number };

/** How far one stream is: acked by the centre, handed to the carrier, and what is between the two. */
export type Lane = { acked: number; sent: number; flights: Flight[] };

export type Lanes = Record<Stream, Lane>;

export const MOST_EVENTS = 500;
/** What is urgent may go beyond the window by this much: it must not wait for a backlog's acks. */
export const URGENT_BYTES = 16 * 1024;
/** Telemetry leaves room, so that care never waits behind it for long. */
const TELEMETRY_SHARE = 1 / 8;
/** So many batches share the window, that the next urgent one finds a short one in front of it. */
const BATCHES_IN_WINDOW = 4;

const MIN_ACK_TIMEOUT_MS = 1_000;
const POISON_AFTER_MS = 15 * 60_000;
const MAX_HELLO_PAUSE_MS = 60_000; // of a whole country, 200 a second

export const emptyLane = (): Lane => ({ acked: 0, sent: 0, flights: [] });
export const emptyLanes = (): Lanes => ({
  urgent: emptyLane(),
  care: emptyLane(),
  telemetry: emptyLane(),
});

/** Whether another batch of `stream`, about as heavy as `bytes`, may leave now. */
export function mayLeave(
  lanes: Lanes,
  stream: Stream,
  bytes: number,
  windowBytes: number,
): boolean {
  const own = inFlight(lanes[stream]);
  const all = streams.reduce((sum, each) => sum + inFlight(lanes[each]), 0);
  if (all === 0) return true;
  if (stream === "urgent" && own + bytes <= URGENT_BYTES) return true;
  if (stream === "telemetry") return own + bytes <= windowBytes * TELEMETRY_SHARE;
  return all + bytes <= windowBytes;
}

/** How many events go into the next batch: a part of the window, and ever fewer where batches do not get through. */
export function eventsInBatch(windowBytes: number, bytesPerEvent: number, stuck: number): number {
  const fitting = Math.floor(windowBytes / BATCHES_IN_WINDOW / bytesPerEvent);
  const halvings = Math.min(30, Math.max(0, stuck - 1)); // one loss says nothing about the batch
  return Math.max(1, Math.min(MOST_EVENTS, fitting) >> halvings);
}

/**
 * An event that stays behind however often it was sent, alone too, while the centre answers everything else. By then the batch
 * has been halved nine times, and a quarter of an hour has passed, in which a centre in trouble is mended or is silent.
 */
export const isPoison = (stuck: number, forMs: number): boolean =>
  stuck >= 15 && forMs >= POISON_AFTER_MS;

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

/** What an ack proves: how much arrived, and the round trip of the newest of it. Undefined when it covers nothing. */
export function proofOf(
  lane: Lane,
  cursor: number,
  nowMs: number,
): { rttMs: number; bytes: number } | undefined {
  const covered = lane.flights.filter((flight) => flight.lastSeq <= cursor);
  const newest = covered.at(-1);
  if (!newest) return undefined;
  return {
    rttMs: nowMs - newest.sentAtMs,
    bytes: covered.reduce((sum, flight) => sum + flight.bytes, 0),
  };
}

/** What is in flight is taken for lost: sending goes on from the centre's cursor. */
export function rewound(cursor: number): Lane {
  return { acked: cursor, sent: cursor, flights: [] };
}

/** When the oldest batch in flight is overdue; undefined when nothing is in flight. */
export function overdueAt(lanes: Lanes, smoothedMs: number | undefined): number | undefined {
  const sent = streams.flatMap((stream) => lanes[stream].flights.map((one) => one.sentAtMs));
  return sent.length === 0 ? undefined : Math.min(...sent) + ackTimeoutMs(smoothedMs);
}

/** Jacobson's smoothing: an eighth of each new sample. */
export function smoothed(before: number | undefined, sampleMs: number): number {
  return before === undefined ? sampleMs : before + (sampleMs - before) / 8;
}

export function ackTimeoutMs(smoothedMs: number | undefined): number {
  return Math.max(MIN_ACK_TIMEOUT_MS, 3 * (smoothedMs ?? 0));
}

/** The pause before asking a silent centre again: doubling, with a lid, and up to half longer by `spread` (0 to 1). */
export function helloPauseMs(tries: number, spread: number): number {
  const pauseMs = Math.min(MAX_HELLO_PAUSE_MS, MIN_ACK_TIMEOUT_MS * 2 ** Math.min(tries, 10));
  return pauseMs * (1 + spread / 2);
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
