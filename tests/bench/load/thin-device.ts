import type { ThinTongue } from "../ours-thin.ts";
import { openThinLine } from "./thin-line.ts";

/** Counted over all devices of a process. */
export type Counts = {
  connected: number;
  welcomed: number;
  sent: number;
  acked: number;
  beats: number;
  lost: number;
};

type Parts = {
  tongue: ThinTongue;
  port: number;
  from: string;
  counts: Counts;
  /** Rows from `seq` on, at most so many; none: there is nothing to say. */
  rowsFrom: (seq: number, most: number) => readonly string[];
  batchRows: number;
  inFlight: number;
};

const [SILENT_MS, LONGEST_SILENT_MS] = [15_000, 120_000]; // then it asks again, ever more rarely, as the agent does

/** A device with no agent behind it: it greets, says its events in batches, and forgets what the centre acked. */
export function createThinDevice(parts: Parts) {
  const { tongue, counts, rowsFrom, batchRows, inFlight } = parts;
  const { topics } = tongue;
  let [sent, acked, feed, last] = [0, 0, 0, 0];
  let welcomed = false;
  let heardAt = performance.now();
  let pumping = false;
  let patienceMs = SILENT_MS;

  const line = openThinLine({
    ...{ port: parts.port, from: parts.from, clientId: tongue.clientId, subscribe: topics.down },
    onMessage: (payload) => void take(payload),
    onOpen() {
      counts.connected += 1;
      void hello();
    },
    onClose() {
      counts.lost += 1;
    },
  });

  async function hello(): Promise<void> {
    heardAt = performance.now();
    line.publish(topics.up, await tongue.hello(Math.max(last, acked), acked, feed));
  }

  async function take(payload: Buffer): Promise<void> {
    const heard = await tongue.heard(payload);
    heardAt = performance.now();
    patienceMs = SILENT_MS;
    if (heard.kind === "say-hello") return hello();
    if (heard.kind === "feed") {
      feed = Math.max(feed, heard.cursor);
      line.publish(topics.up, await tongue.feedAck(feed));
    }
    if (heard.kind === "welcome") {
      if (!welcomed) counts.welcomed += 1;
      welcomed = true;
      sent = heard.cursor;
    }
    if (heard.kind === "welcome" || heard.kind === "ack") {
      counts.acked += Math.max(0, heard.cursor - acked);
      acked = Math.max(acked, heard.cursor);
      sent = Math.max(sent, acked);
      await pump();
    }
  }

  /** One at a time: batches of a device leave in their order. */
  async function pump(): Promise<void> {
    if (pumping || !welcomed) return;
    pumping = true;
    while (sent - acked < batchRows * inFlight) {
      const rows = rowsFrom(sent + 1, batchRows);
      if (rows.length === 0) break;
      const first = sent + 1;
      sent += rows.length;
      last = Math.max(last, sent);
      counts.sent += rows.length;
      line.publish(topics.up, await tongue.batch(first, rows));
    }
    pumping = false;
  }

  return {
    pump,
    async beat(): Promise<void> {
      counts.beats += 1;
      line.publish(topics.status, await tongue.status(sent - acked), true);
    },
    /** Asks again where something was said and nothing came back for long. */
    async look(): Promise<void> {
      const silent = performance.now() - heardAt > patienceMs;
      if (!silent || (welcomed && sent === acked)) return;
      patienceMs = Math.min(patienceMs * 2, LONGEST_SILENT_MS);
      await hello();
    },
    done: (total: number): boolean => acked >= total,
    close: line.close,
  };
}
