import {
  DeviceId,
  type DownFrame,
  Epoch,
  type NumberedFeedItem,
  type SignedCommand,
  SiteId,
  type Stream,
  topics,
  type UpFrame,
} from "@drop-in/contracts";
import { packDown, packUp, readDown, readUp } from "@drop-in/contracts/wire";
import type { SealedWire } from "./sealed-wire.ts";
import { createSync } from "./sync.service.ts";

const deviceId = DeviceId.parse("bus-2");
export const epoch = Epoch.parse("7d8f5f66-9a3f-4f4c-9a53-0f5ad1f9f0a1");
export const otherEpoch = Epoch.parse("0d8f5f66-9a3f-4f4c-9a53-0f5ad1f9f0a2");
export const serverTime = "2026-11-23T12:00:00.000Z";

/** Lets everything that waits for a promise go on. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Frames as they are: sealing has tests of its own, beside it and over real brokers. */
export const plainWire: SealedWire = {
  up: async (plain) => plain,
  status: async (status) => packUp({ kind: "status", status }),
  read: async (bytes) => readDown(bytes),
};

/** A device with a plain line to a centre that a test plays; its timers are turned by hand. */
export function plugIn(waiting: Partial<Record<Stream, number>> = {}) {
  let nowMs = 0;
  let stuck = false;
  let onState: (connected: boolean) => void = () => {};
  let onMessage: (topic: string, payload: Uint8Array, retained: boolean) => void = () => {};
  const timers: { at: number; fn: () => void; off: boolean }[] = [];
  const said: UpFrame[] = [];
  const taken: SignedCommand[] = [];
  let nonces = 0;
  const statuses: unknown[] = [];
  const logged: string[] = [];
  const rows = {
    urgent: numbers(waiting.urgent),
    care: numbers(waiting.care),
    telemetry: numbers(waiting.telemetry),
  };
  const last = {
    urgent: waiting.urgent ?? 0,
    care: waiting.care ?? 0,
    telemetry: waiting.telemetry ?? 0,
  };
  const forgotten = { urgent: 0, care: 0, telemetry: 0 };
  const aside: string[] = [];
  const told: { serverTime: string; askedAtMs: number }[] = [];
  const applied: NumberedFeedItem[] = [];
  const report = {
    outbox: { waiting: 0, oldestAt: null },
    machines: [],
    slots: [],
    printer: "ready" as "ready" | "paper-out",
    scanner: "ready" as const,
  };
  const note = (line: object) => void logged.push("event" in line ? String(line.event) : "");

  const sync = createSync({
    outbox: {
      epoch: () => epoch,
      lastSeq: (stream) => last[stream],
      forgottenSeq: (stream) => forgotten[stream],
      clocksSince: () => [],
      setAside: (stream, seq) => void aside.push(`${stream} ${seq}`),
      waiting: (stream, after, limit) =>
        rows[stream]
          .filter((seq) => seq > after)
          .slice(0, limit)
          .map((seq) => ({ seq, json: JSON.stringify([seq]) })),
      forget: (stream, upto) => {
        rows[stream] = rows[stream].filter((seq) => seq > upto);
        forgotten[stream] = Math.max(forgotten[stream], upto);
      },
      state: () => ({ waiting: rows.care.length + rows.telemetry.length, oldestAt: null }),
    },
    onServerTime: (time, askedAtMs) => void told.push({ serverTime: time, askedAtMs }),
    feed: {
      cursor: () => applied.at(-1)?.number ?? 0,
      apply: (items) => void applied.push(...items),
      snapshot: ({ through }) => void applied.push({ number: through, item: {} }),
    },
    commands: { challenge: () => "0".repeat(32), take: (command) => void taken.push(command) },
    wire: plainWire,
    newNonce: () => {
      nonces += 1;
      return nonces.toString(16).padStart(16, "0");
    },
    transport: {
      async publish(topic, payload) {
        const read = readUp(payload);
        if (topic === topics.status(deviceId)) {
          if (read.kind === "frame" && read.frame.kind === "status")
            statuses.push(read.frame.status);
          return;
        }
        if (read.kind === "frame") said.push(read.frame);
        if (read.kind === "frame" && read.frame.kind === "batch" && stuck)
          await new Promise(() => {});
      },
      async subscribe() {},
      onMessage: (listener) => {
        onMessage = listener;
      },
      onState: (listener) => {
        onState = listener;
      },
      connection: () => 7,
      async close() {},
    },
    timer: (ms, fn) => {
      const entry = { at: nowMs + ms, fn, off: false };
      timers.push(entry);
      return () => {
        entry.off = true;
      };
    },
    clock: () => new Date(serverTime),
    monotonic: () => nowMs,
    log: { debug: note, info: note, warn: note, error: note },
    device: { deviceId, siteId: SiteId.parse("bus-2"), siteName: "Bus 2", version: "0.1.0" },
    status: () => ({ ...report }),
    statusEveryMs: 15_000,
  });

  const tell = async (frame: DownFrame, retained = false) => {
    onMessage(topics.down(deviceId), packDown(frame), retained);
    await settle();
  };
  return {
    sync,
    ...{ rows, applied, statuses, logged, report, tell, aside, told, taken },
    urgent(count: number): void {
      rows.urgent = numbers(count);
      last.urgent = count;
    },
    async connect(connected = true) {
      onState(connected);
      await settle();
    },
    /** To the newest hello, or to one of before: the first is 1. */
    welcome: (care = 0, telemetry = 0, hello = nonces) =>
      tell({
        kind: "welcome",
        epoch,
        nonce: hello.toString(16).padStart(16, "0"),
        cursors: [
          { stream: "urgent", cursor: 0 },
          { stream: "care", cursor: care },
          { stream: "telemetry", cursor: telemetry },
        ],
        serverTime,
        codecs: [0, 1, 2],
      }),
    ack: (cursor: number, of: Epoch = epoch) =>
      tell({ kind: "ack", epoch: of, stream: "care", cursor }),
    /** The next batches are taken and never come back, as when a line dies while it is full. */
    stick(now: boolean) {
      stuck = now;
    },
    /** What the device has said since the last asking, in short. */
    heard: () =>
      said.splice(0).map((frame) => {
        if (frame.kind !== "batch") return frame.kind;
        return `${frame.stream} ${frame.firstSeq}+${frame.rows.length}`;
      }),
    async pass(ms: number) {
      nowMs += ms;
      for (;;) {
        const due = timers.find(({ at, off }) => !off && at <= nowMs);
        if (!due) break;
        due.off = true;
        due.fn();
      }
      await settle();
    },
  };
}

function numbers(count = 0): number[] {
  return Array.from({ length: count }, (_, place) => place + 1);
}

export const staffItem = (number: number): NumberedFeedItem => ({
  number,
  item: { type: "staff.set", staff: [] },
});
