import {
  DeviceId,
  type DownFrame,
  Epoch,
  type NumberedFeedItem,
  SiteId,
  type Stream,
  topics,
  type UpFrame,
} from "@drop-in/contracts";
import { decodeUp, encodeDown } from "@drop-in/contracts/wire";
import { expect, test } from "vitest";
import { createSync } from "./sync.service.ts";

const deviceId = DeviceId.parse("bus-2");
const epoch = Epoch.parse("7d8f5f66-9a3f-4f4c-9a53-0f5ad1f9f0a1");
const otherEpoch = Epoch.parse("0d8f5f66-9a3f-4f4c-9a53-0f5ad1f9f0a2");
const serverTime = "2026-11-23T12:00:00.000Z";

/** Lets everything that waits for a promise go on. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

function plugIn(waiting: Partial<Record<Stream, number>> = {}) {
  let nowMs = 0;
  let stuck = false;
  let onState: (connected: boolean) => void = () => {};
  let onMessage: (topic: string, payload: Uint8Array) => void = () => {};
  const timers: { at: number; fn: () => void; off: boolean }[] = [];
  const said: UpFrame[] = [];
  const statuses: unknown[] = [];
  const logged: string[] = [];
  const rows = { care: numbers(waiting.care), telemetry: numbers(waiting.telemetry) };
  const last = { care: waiting.care ?? 0, telemetry: waiting.telemetry ?? 0 };
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
      waiting: (stream, after, limit) =>
        rows[stream]
          .filter((seq) => seq > after)
          .slice(0, limit)
          .map((seq) => ({ seq, json: JSON.stringify({ seq }) })),
      forget: (stream, upto) => {
        rows[stream] = rows[stream].filter((seq) => seq > upto);
      },
      state: () => ({ waiting: rows.care.length + rows.telemetry.length, oldestAt: null }),
    },
    onServerTime: () => {},
    feed: {
      cursor: () => applied.at(-1)?.number ?? 0,
      apply: (items) => void applied.push(...items),
    },
    transport: {
      async publish(topic, payload) {
        if (topic === topics.status(deviceId)) {
          statuses.push(JSON.parse(new TextDecoder().decode(payload)));
          return;
        }
        const read = decodeUp(payload);
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
  });

  const tell = async (frame: DownFrame) => {
    onMessage(topics.down(deviceId), encodeDown(frame));
    await settle();
  };
  return {
    sync,
    ...{ rows, applied, statuses, logged, report, tell },
    async connect(connected = true) {
      onState(connected);
      await settle();
    },
    welcome: (care = 0, telemetry = 0) =>
      tell({
        kind: "welcome",
        epoch,
        cursors: [
          { stream: "care", cursor: care },
          { stream: "telemetry", cursor: telemetry },
        ],
        serverTime,
      }),
    ack: (cursor: number, of: Epoch = epoch) =>
      tell({ kind: "ack", epoch: of, stream: "care", cursor, serverTime }),
    /** The next batches are taken and never come back, as when a line dies while it is full. */
    stick(now: boolean) {
      stuck = now;
    },
    /** What the device has said since the last asking, in short. */
    heard: () =>
      said.splice(0).map((frame) => {
        if (frame.kind !== "batch") return frame.kind;
        return `${frame.stream} ${frame.firstSeq}+${frame.events.length}`;
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

const staffItem = (number: number): NumberedFeedItem => ({
  number,
  item: { type: "staff.set", staff: [] },
});

test("the device asks first, sends care before telemetry, and forgets only what is acked", async () => {
  const device = plugIn({ care: 700, telemetry: 3 });
  await device.connect();
  expect(device.heard()).toEqual(["hello"]);
  expect(device.sync.connected()).toBe(false);
  await device.welcome();
  expect(device.sync.connected()).toBe(true);
  expect(device.heard()).toEqual(["care 1+500", "care 501+200", "telemetry 1+3"]);
  expect(device.rows.care).toHaveLength(700);
  await device.ack(500);
  expect(device.rows.care).toHaveLength(200);
  await device.ack(700);
  expect(device.rows.care).toEqual([]);
  expect(device.rows.telemetry).toHaveLength(3);
});

test("an ack for another database of this device is not for us", async () => {
  const device = plugIn({ care: 10 });
  await device.connect();
  await device.welcome();
  await device.ack(10, otherEpoch);
  expect(device.rows.care).toHaveLength(10);
});

test("a lost ack: the device asks where it is, and sends only what the centre has not", async () => {
  const device = plugIn({ care: 900 });
  await device.connect();
  await device.welcome();
  device.heard();
  await device.pass(1_000);
  expect(device.heard()).toEqual(["hello"]);
  expect(device.rows.care).toHaveLength(900);
  await device.welcome(500);
  expect(device.heard()).toEqual(["care 501+400"]);
  expect(device.rows.care).toHaveLength(400);
});

test("while the centre is silent the device asks ever more rarely and sends no event", async () => {
  const device = plugIn({ care: 5 });
  await device.connect();
  for (let second = 0; second < 60; second += 1) await device.pass(1_000);
  const heard = device.heard();
  expect(new Set(heard)).toEqual(new Set(["hello"]));
  expect(heard.length).toBeLessThanOrEqual(8);
  expect(device.sync.connected()).toBe(false);
});

test("a centre silent for three periods is no longer called connected", async () => {
  const device = plugIn();
  const changes: boolean[] = [];
  device.sync.onChange(() => changes.push(device.sync.connected()));
  await device.connect();
  await device.welcome();
  for (let second = 0; second < 46; second += 1) await device.pass(1_000);
  expect(device.sync.connected()).toBe(false);
  await device.welcome();
  await device.connect(false);
  expect(changes).toEqual([true, false, true, false]);
});

test("feed items are applied once and acked; a gap is asked about, not skipped", async () => {
  const device = plugIn();
  await device.connect();
  await device.welcome();
  device.heard();
  await device.tell({ kind: "feed", items: [staffItem(1), staffItem(2)], serverTime });
  await device.tell({ kind: "feed", items: [staffItem(2), staffItem(3)], serverTime });
  expect(device.applied.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(device.heard()).toEqual(["feed-ack", "feed-ack"]);
  await device.tell({ kind: "feed", items: [staffItem(5)], serverTime });
  expect(device.applied).toHaveLength(3);
  expect(device.heard()).toEqual(["hello"]);
});

test("a device whose database is older than what the centre saw of it does not send", async () => {
  const device = plugIn({ care: 5 });
  await device.connect();
  device.heard();
  await device.welcome(9);
  expect(device.heard()).toEqual([]);
  expect(device.rows.care).toHaveLength(5);
  expect(device.logged).toContain("sync.device-went-back");
});

test("the condition is said at once on connecting, soon after a change, and every period", async () => {
  const device = plugIn();
  await device.connect();
  expect(device.statuses).toMatchObject([{ online: true, connection: 7, printer: "ready" }]);
  for (let times = 0; times < 20; times += 1) device.sync.nudge();
  await device.pass(500);
  expect(device.statuses).toHaveLength(1);
  device.report.printer = "paper-out";
  device.sync.nudge();
  await device.pass(0);
  await device.pass(500);
  expect(device.statuses).toMatchObject([{ printer: "ready" }, { printer: "paper-out" }]);
  await device.pass(15_000);
  expect(device.statuses).toHaveLength(3);
});

test("a send that never returns holds up nothing once the line stands again", async () => {
  const device = plugIn({ care: 1_200 });
  await device.connect();
  device.stick(true);
  await device.welcome();
  expect(device.heard()).toEqual(["hello", "care 1+500"]);
  await device.pass(1_000);
  expect(device.heard()).toEqual(["hello"]);
  device.stick(false);
  await device.connect(false);
  await device.connect();
  await device.welcome();
  expect(device.heard()).toEqual(["hello", "care 1+500", "care 501+500", "care 1001+200"]);
});
