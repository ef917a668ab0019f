import {
  type DeviceId,
  type DeviceStatus,
  type DownFrame,
  type NumberedFeedItem,
  type SiteId,
  topics,
  type UpFrame,
} from "@drop-in/contracts";
import { decodeDown, encodeUp } from "@drop-in/contracts/wire";
import type { Log, Timer } from "@drop-in/foundation";
import type { StatusReport } from "../devices/device-status.ts";
import { type Cursors, createCourier, type SyncOutbox, streams } from "./courier.ts";
import { createPresence } from "./presence.ts";
import { createStatusVoice } from "./status-voice.ts";
import { freshItems, helloPauseMs } from "./sync.rules.ts";
import type { Transport } from "./transport.ts";

export type Sync = {
  /** Whether the centre itself has answered lately. */
  connected(): boolean;
  /** Something may be waiting, or our condition may have changed. Cheap; several become one. */
  nudge(): void;
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
};

type SyncFeed = {
  cursor(): number;
  /** One transaction with its cursor; numbers already applied change nothing. */
  apply(items: readonly NumberedFeedItem[]): void;
};

export type SyncParts = {
  outbox: SyncOutbox;
  feed: SyncFeed;
  transport: Transport;
  timer: Timer;
  clock: () => Date;
  monotonic: () => number;
  log: Log;
  device: { deviceId: DeviceId; siteId: SiteId; siteName: string; version: string };
  status: () => StatusReport;
  statusEveryMs?: number;
  /** The centre said what time it is. */
  onServerTime: (serverTime: string) => void;
};

const STATUS_EVERY_MS = 15_000;

/**
 * Speaks with the centre. After any silence the device asks ("hello") before it sends, so that nothing
 * is sent into the void, and nothing twice without need.
 */
export function createSync(parts: SyncParts): Sync {
  const { outbox, feed, transport, timer, monotonic, log } = parts;
  const { deviceId } = parts.device;
  const everyMs = parts.statusEveryMs ?? STATUS_EVERY_MS;
  let helloTries = 0; // 0 once the centre has answered
  let cancelHello = () => {};
  let cancelNudge: (() => void) | undefined;

  const send = (to: string, payload: Uint8Array, retain = false) =>
    // Without a connection the bytes are dropped; what was not acked is sent again when there is one.
    transport.publish(to, payload, { retain }).catch(() => {});
  const sendUp = (bytes: Uint8Array) => send(topics.up(deviceId), bytes);
  const sendFrame = (frame: UpFrame) => void sendUp(encodeUp(frame));

  const courier = createCourier({
    ...{ outbox, timer, monotonic, log, send: sendUp, askAgain: hello },
    onSettled: () => voice.nudge(),
  });
  const voice = createStatusVoice({
    timer,
    everyMs,
    read: parts.status,
    say: (report) => void send(topics.status(deviceId), encodeStatus(parts, report), true),
  });
  const presence = createPresence({
    timer,
    monotonic,
    everyMs,
    log,
    onSilence: () => (helloTries === 0 ? hello() : undefined),
  });

  transport.onState((carried) => {
    helloTries = 0;
    for (const stop of [cancelHello, courier.stop, voice.stop]) stop();
    presence.carried(carried);
    if (carried) void open();
  });
  transport.onMessage((topic, payload) => {
    if (topic !== topics.down(deviceId)) return;
    const read = decodeDown(payload);
    if (read.kind === "frame") return receive(read.frame);
    log.warn({ event: "sync.frame-refused", why: read.why });
  });

  async function open(): Promise<void> {
    try {
      await transport.subscribe(topics.down(deviceId));
    } catch {
      return; // the connection went again; the next one starts anew
    }
    hello(); // first, so that the centre knows whose condition it then hears
    voice.start();
  }

  /** Asks the centre where we are, and asks again, ever more rarely, until it answers. */
  function hello(): void {
    cancelHello();
    courier.stop();
    if (!presence.isCarried()) return;
    sendFrame(helloOf(parts));
    cancelHello = timer(helloPauseMs(helloTries), hello);
    helloTries += 1;
  }

  /** A frame that cannot be applied is not acked, so it comes again; the kiosk goes on without it. */
  function receive(frame: DownFrame): void {
    try {
      take(frame);
    } catch (error) {
      log.error({ event: "sync.frame-failed", kind: frame.kind, error: String(error) });
    }
    presence.heard();
  }

  function take(frame: DownFrame): void {
    if ("serverTime" in frame) parts.onServerTime(frame.serverTime);
    switch (frame.kind) {
      case "welcome":
        if (frame.epoch === outbox.epoch()) resume(frame.cursors);
        break;
      case "ack":
        if (frame.epoch === outbox.epoch()) courier.acked(frame.stream, frame.cursor);
        break;
      case "feed":
        applyFeed(frame.items);
        break;
      case "say-hello":
        helloTries = 0;
        hello();
        break;
    }
  }

  function resume(cursors: Cursors): void {
    const ahead = cursors.find(({ stream, cursor }) => cursor > outbox.lastSeq(stream));
    if (ahead) {
      // This database is older than what the centre has seen of it. Its next events would carry numbers
      // the centre knows already and drops: better not to send than to lose.
      log.error({ event: "sync.device-went-back", stream: ahead.stream });
      return;
    }
    helloTries = 0;
    cancelHello();
    courier.resume(cursors);
  }

  function applyFeed(items: readonly NumberedFeedItem[]): void {
    const fresh = freshItems(items, feed.cursor());
    if (fresh === "gap") {
      if (helloTries === 0) hello();
      return;
    }
    if (fresh.length > 0) feed.apply(fresh);
    sendFrame({ kind: "feed-ack", epoch: outbox.epoch(), cursor: feed.cursor() });
  }

  return {
    connected: presence.connected,
    onChange: presence.onChange,
    nudge(): void {
      cancelNudge ??= timer(0, () => {
        cancelNudge = undefined;
        voice.nudge();
        void courier.pump();
      });
    },
    async close(): Promise<void> {
      for (const stop of [cancelNudge, cancelHello, courier.stop, voice.stop, presence.close]) {
        stop?.();
      }
      await transport.close();
    },
  };
}

function helloOf({ outbox, feed, device }: SyncParts): UpFrame {
  const { siteId, siteName, version } = device;
  const about = { epoch: outbox.epoch(), siteId, siteName, version, feedCursor: feed.cursor() };
  return {
    kind: "hello",
    ...about,
    streams: streams.map((stream) => {
      const oldest = outbox.waiting(stream, 0, 1)[0];
      const lastSeq = outbox.lastSeq(stream);
      return { stream, lastSeq, forgottenSeq: oldest ? oldest.seq - 1 : lastSeq };
    }),
  };
}

function encodeStatus({ device, transport, clock }: SyncParts, report: StatusReport): Uint8Array {
  const status: DeviceStatus = {
    online: true,
    ...device,
    connection: transport.connection(),
    at: clock().toISOString(),
    ...report,
  };
  return new TextEncoder().encode(JSON.stringify(status));
}
