import type { Epoch, Stream } from "@drop-in/contracts";
import { encodeBatch } from "@drop-in/contracts/wire";
import type { Log, Timer } from "@drop-in/foundation";
import {
  afterAck,
  afterSending,
  BATCH_EVENTS,
  emptyLane,
  type Lanes,
  mayLeave,
  overdueAt,
  rewound,
  roundTrip,
  smoothed,
} from "./sync.rules.ts";

/** What waits for the centre. Rows leave only by `forget`, and only up to the centre's own ack. */
export type SyncOutbox = {
  epoch(): Epoch;
  lastSeq(stream: Stream): number;
  waiting(stream: Stream, afterSeq: number, limit: number): { seq: number; json: string }[];
  forget(stream: Stream, uptoSeq: number): void;
  state(): { waiting: number; oldestAt: string | null };
};

export type Cursors = readonly { stream: Stream; cursor: number }[];

type Parts = {
  outbox: SyncOutbox;
  timer: Timer;
  monotonic: () => number;
  log: Log;
  send: (bytes: Uint8Array) => Promise<void>;
  /** Something in flight is overdue, or the centre said what cannot be: ask it where we are. */
  askAgain: () => void;
  /** Everything sent has been acked. */
  onSettled: () => void;
};

export const streams: readonly Stream[] = ["care", "telemetry"];
const FIRST_BATCH_BYTES = 48 * 1024; // a guess, until a batch has been weighed

/** Carries the outbox away in batches, care first, several in flight, and forgets what the centre acked. */
export function createCourier({ outbox, timer, monotonic, log, send, askAgain, onSettled }: Parts) {
  let lanes: Lanes = { care: emptyLane(), telemetry: emptyLane() };
  let going = false;
  let run = 0; // grows with every welcome: a send that never returns must not hold up the next run
  let pumpingRun = -1;
  let roundTripMs: number | undefined;
  let batchBytes = FIRST_BATCH_BYTES;
  let cancelOverdue = () => {};

  /** Sends what waits as long as the window has room. Holds one batch in memory at a time. */
  async function pump(): Promise<void> {
    if (pumpingRun === run) return;
    const mine = run;
    pumpingRun = mine;
    try {
      while (going && run === mine && (await sendOne()));
    } finally {
      if (pumpingRun === mine) pumpingRun = -1;
    }
  }

  async function sendOne(): Promise<boolean> {
    for (const stream of streams) {
      if (!mayLeave(lanes, stream, batchBytes)) continue;
      const events = outbox.waiting(stream, lanes[stream].sent, BATCH_EVENTS);
      const [first, last] = [events[0], events.at(-1)];
      if (!first || !last) continue;
      const bytes = encodeBatch(
        { epoch: outbox.epoch(), stream, firstSeq: first.seq },
        events.map(({ json }) => json),
      );
      if (events.length === BATCH_EVENTS) batchBytes = bytes.length;
      const flight = { lastSeq: last.seq, bytes: bytes.length, sentAtMs: monotonic() };
      lanes = { ...lanes, [stream]: afterSending(lanes[stream], flight) };
      watchOverdue();
      await send(bytes); // also a breath for the machine between two batches
      return true;
    }
    return false;
  }

  function watchOverdue(): void {
    cancelOverdue();
    const dueMs = overdueAt(lanes, roundTripMs);
    if (dueMs === undefined || !going) return;
    cancelOverdue = timer(Math.max(0, dueMs - monotonic()), () => {
      log.warn({ event: "sync.ack-overdue" });
      roundTripMs = (roundTripMs ?? 0) * 2; // a line that lost something is asked more gently
      askAgain();
    });
  }

  return {
    pump,
    /** The centre's cursors are the truth: what lies after them goes (again), what lies before is forgotten. */
    resume(cursors: Cursors): void {
      for (const stream of streams) {
        const cursor = cursors.find((one) => one.stream === stream)?.cursor ?? 0;
        lanes = { ...lanes, [stream]: rewound(cursor) };
        outbox.forget(stream, cursor);
      }
      going = true;
      run += 1;
      void pump();
    },
    acked(stream: Stream, cursor: number): void {
      if (!going) return;
      if (cursor > outbox.lastSeq(stream)) {
        askAgain(); // an ack of numbers we never gave: the hello will show who is wrong
        return;
      }
      const sample = roundTrip(lanes[stream], cursor, monotonic());
      if (sample !== undefined) roundTripMs = smoothed(roundTripMs, sample);
      const before = lanes[stream].acked;
      lanes = { ...lanes, [stream]: afterAck(lanes[stream], cursor) };
      if (lanes[stream].acked > before) outbox.forget(stream, lanes[stream].acked);
      watchOverdue();
      void pump();
      if (overdueAt(lanes, roundTripMs) === undefined) onSettled();
    },
    stop(): void {
      going = false;
      cancelOverdue();
    },
  };
}
