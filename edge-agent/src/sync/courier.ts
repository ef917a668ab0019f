import { type ClockRecord, type Epoch, type Stream, streams } from "@drop-in/contracts";
import { packBatch } from "@drop-in/contracts/wire";
import type { Log, Timer } from "@drop-in/foundation";
import type { Waiting } from "../outbox/outbox.store.ts";
import {
  afterAck,
  afterSending,
  emptyLanes,
  eventsInBatch,
  isPoison,
  mayLeave,
  overdueAt,
  proofOf,
  rewound,
  smoothed,
} from "./sync.rules.ts";
import { afterAckedBytes, afterGreeting, afterLoss, firstWindow } from "./window.rules.ts";

/** What waits for the centre. Rows leave only by `forget`, and only up to the centre's own ack. */
export type SyncOutbox = {
  epoch(): Epoch;
  lastSeq(stream: Stream): number;
  forgottenSeq(stream: Stream): number;
  waiting(stream: Stream, afterSeq: number, limit: number): Waiting[];
  forget(stream: Stream, uptoSeq: number): void;
  /** Out of the way of the others, with word of it under its number. */
  setAside(stream: Stream, seq: number, why: string): void;
  state(): { waiting: number; oldestAt: string | null };
  /** The runs of the program since the one this row names. */
  clocksSince(row: Waiting): ClockRecord[];
};

type Cursors = readonly { stream: Stream; cursor: number }[];

type Parts = {
  outbox: SyncOutbox;
  timer: Timer;
  monotonic: () => number;
  log: Log;
  /** Seals and hands over. */
  send: (plain: Uint8Array) => Promise<void>;
  /** Something in flight is overdue, or the centre said what cannot be: ask it where we are. */
  askAgain: () => void;
  /** Everything sent has been acked. */
  onSettled: () => void;
};

const FIRST_GUESS = 40; // bytes of an event, until a batch has been weighed
const LONGEST_RTT_MS = 5_000;
const FORGET_EVERY = 2_000; // acked events are let go in strides: each stride is a commit

/** How often a stream was sent without any of it getting there, and since when (monotonic). */
type Stuck = Record<Stream, { times: number; sinceMs: number }>;
const never = { times: 0, sinceMs: 0 };
const nowhereStuck: Stuck = { urgent: never, care: never, telemetry: never };

/** Carries the outbox away in batches, the urgent first, several in flight, and forgets what the centre acked. */
export function createCourier({ outbox, timer, monotonic, log, ...parts }: Parts) {
  let lanes = emptyLanes();
  let window = firstWindow;
  let going = false;
  let run = 0; // grows with every welcome: a send that never returns must not hold up the next run
  let pumpingRun = -1;
  let roundTripMs: number | undefined;
  let bytesPerEvent = FIRST_GUESS;
  let codecs: readonly number[] = [];
  let stuck = nowhereStuck;
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
      const limit = eventsInBatch(window.bytes, bytesPerEvent, stuck[stream].times);
      if (!mayLeave(lanes, stream, limit * bytesPerEvent, window.bytes)) continue;
      const rows = outbox.waiting(stream, lanes[stream].sent, limit);
      const [first, last] = [rows[0], rows.at(-1)];
      if (!first || !last) continue;
      const about = { epoch: outbox.epoch(), stream, firstSeq: first.seq };
      const json = rows.map((row) => row.json);
      const plain = packBatch({ ...about, clocks: outbox.clocksSince(first) }, json, codecs);
      if (rows.length >= 20) bytesPerEvent = plain.length / rows.length;
      const flight = { lastSeq: last.seq, bytes: plain.length, sentAtMs: monotonic() };
      lanes = { ...lanes, [stream]: afterSending(lanes[stream], flight) };
      watchOverdue();
      await parts.send(plain); // also a breath for the machine between two batches
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
      // A line that lost something is asked more gently, but never left for long.
      roundTripMs = Math.min(LONGEST_RTT_MS, (roundTripMs ?? 0) * 2);
      window = afterLoss(window);
      for (const stream of streams) if (lanes[stream].flights.length > 0) noteStuck(stream);
      parts.askAgain();
    });
  }

  function noteStuck(stream: Stream): void {
    const { times, sinceMs } = stuck[stream];
    const since = times === 0 ? monotonic() : sinceMs;
    stuck = { ...stuck, [stream]: { times: times + 1, sinceMs: since } };
  }

  function gotThrough(stream: Stream): void {
    stuck = { ...stuck, [stream]: nowhereStuck[stream] };
  }

  /** The centre answers, and yet one event never gets to it: better without that one than without all behind it. */
  function setAsidePoison(stream: Stream, cursor: number): void {
    const [row] = outbox.waiting(stream, cursor, 1);
    if (!row) return;
    log.error({ event: "outbox.dead-letter", stream, seq: row.seq });
    outbox.setAside(stream, row.seq, "the centre never acked it, alone either");
    gotThrough(stream);
  }

  function forgetUpTo(stream: Stream, cursor: number): void {
    const pending = cursor - outbox.forgottenSeq(stream);
    if (pending <= 0) return;
    if (pending >= FORGET_EVERY || lanes[stream].flights.length === 0) {
      outbox.forget(stream, cursor);
    }
  }

  return {
    pump,
    /** The centre's cursors are the truth: what lies after them goes (again), what lies before is forgotten. */
    resume(cursors: Cursors, reads: readonly number[], greetingRttMs: number): void {
      codecs = reads;
      window = afterGreeting(window, greetingRttMs);
      for (const stream of streams) {
        const cursor = cursors.find((one) => one.stream === stream)?.cursor ?? 0;
        const { times, sinceMs } = stuck[stream];
        if (cursor > lanes[stream].acked) gotThrough(stream);
        else if (isPoison(times, monotonic() - sinceMs)) setAsidePoison(stream, cursor);
        lanes = { ...lanes, [stream]: rewound(cursor) };
        if (cursor > outbox.forgottenSeq(stream)) outbox.forget(stream, cursor);
      }
      going = true;
      run += 1;
      void pump();
    },
    acked(stream: Stream, cursor: number): void {
      if (!going) return;
      if (cursor > outbox.lastSeq(stream)) {
        parts.askAgain(); // an ack of numbers we never gave: the hello will show who is wrong
        return;
      }
      const proof = proofOf(lanes[stream], cursor, monotonic());
      if (proof) {
        roundTripMs = smoothed(roundTripMs, proof.rttMs);
        window = afterAckedBytes(window, proof.bytes, proof.rttMs);
        gotThrough(stream);
      }
      lanes = { ...lanes, [stream]: afterAck(lanes[stream], cursor) };
      forgetUpTo(stream, lanes[stream].acked);
      watchOverdue();
      void pump();
      if (overdueAt(lanes, roundTripMs) === undefined) parts.onSettled();
    },
    stop(): void {
      going = false;
      cancelOverdue();
    },
  };
}
