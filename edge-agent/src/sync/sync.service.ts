import {
  type CommandId,
  type DeviceId,
  type DeviceStatus,
  type DownFrame,
  type NumberedFeedItem,
  type SignedCommand,
  type SiteId,
  streams,
  topics,
  type UpFrame,
  WIRE_VERSION,
} from "@drop-in/contracts";
import { codecs, packUp } from "@drop-in/contracts/wire";
import type { Log, Timer } from "@drop-in/foundation";
import type { StatusReport } from "../devices/device-status.ts";
import { createCourier, type SyncOutbox } from "./courier.ts";
import { createPresence } from "./presence.ts";
import type { SealedWire } from "./sealed-wire.ts";
import { createStatusVoice } from "./status-voice.ts";
import { freshItems, helloPauseMs } from "./sync.rules.ts";
import type { Transport } from "./transport.ts";

export type Sync = {
  /** Whether the centre itself has answered lately. */
  connected(): boolean;
  /** The centre has said, in answer to us, that our database is the newest it has seen of us. */
  isCurrent(): boolean;
  /** Something may be waiting, or our condition may have changed. Cheap; several become one. */
  nudge(): void;
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
};

type Welcome = Extract<DownFrame, { kind: "welcome" }>;
export type SnapshotPart = Extract<DownFrame, { kind: "snapshot" }>;

type SyncFeed = {
  cursor(): number;
  /** One transaction with its cursor; numbers already applied change nothing. */
  apply(items: readonly NumberedFeedItem[]): void;
  /** Parts come in any order; the last one that was missing applies them all, in one transaction. */
  snapshot(part: SnapshotPart): void;
};

type Commands = {
  /** A fresh challenge for a wish, or undefined when there are too many open already. */
  challenge(commandId: CommandId): string | undefined;
  take(command: SignedCommand): void;
};

export type SyncParts = {
  outbox: SyncOutbox;
  feed: SyncFeed;
  commands: Commands;
  wire: SealedWire;
  transport: Transport;
  timer: Timer;
  clock: () => Date;
  monotonic: () => number;
  newNonce: () => string;
  log: Log;
  device: { deviceId: DeviceId; siteId: SiteId; siteName: string; version: string };
  status: () => StatusReport;
  statusEveryMs?: number;
  /** The centre said what time it is, in answer to a question asked then (monotonic). */
  onServerTime: (serverTime: string, askedAtMs: number) => void;
};

const STATUS_EVERY_MS = 60_000;
const MOST_UNREAD = 500; // frames of the centre waiting to be opened; what is beyond comes again

/**
 * Speaks with the centre. After any silence the device asks ("hello") before it sends, so that nothing
 * is sent into the void, and nothing twice without need.
 */
export function createSync(parts: SyncParts): Sync {
  const { outbox, feed, wire, transport, timer, monotonic, log } = parts;
  const { deviceId } = parts.device;
  const everyMs = parts.statusEveryMs ?? STATUS_EVERY_MS;
  let asked: { nonce: string; atMs: number } | undefined;
  let helloTries = 0; // 0 once the centre has answered
  let cancelHello = () => {};
  let cancelNudge: (() => void) | undefined;
  let reading: Promise<void> = Promise.resolve(); // one after the other, in the order they came
  let unread = 0;
  let beat = 0;
  let isCurrent = false;

  // Without a connection the bytes are dropped; what was not acked is sent again when there is one.
  const send = async (to: string, sealed: Promise<Uint8Array>, retain = false): Promise<void> => {
    await transport.publish(to, await sealed, { retain }).catch(() => {});
  };
  const sendUp = (plain: Uint8Array) => send(topics.up(deviceId), wire.up(plain));
  const sendFrame = (frame: UpFrame) => void sendUp(packUp(frame));

  const courier = createCourier({
    ...{ outbox, timer, monotonic, log, send: sendUp, askAgain: hello },
    onSettled: () => voice.nudge(),
  });
  const voice = createStatusVoice({
    timer,
    everyMs,
    read: parts.status,
    say: (report) =>
      void send(topics.status(deviceId), wire.status(toStatus(parts, report, ++beat)), true),
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
  transport.onMessage((topic, payload, retained) => {
    // Nothing we are told is ever retained: a broker that keeps it would tell it again to no end.
    if (topic !== topics.down(deviceId) || retained || unread >= MOST_UNREAD) return;
    unread += 1;
    reading = reading
      .then(() => read(payload))
      .finally(() => {
        unread -= 1;
      });
  });
  transport.onRefused?.((refusal) => log.error({ event: "sync.refused", ...refusal }));

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
    asked = { nonce: parts.newNonce(), atMs: monotonic() };
    sendFrame(helloOf(parts, asked.nonce));
    cancelHello = timer(helloPauseMs(helloTries), hello);
    helloTries += 1;
  }

  /** A frame that cannot be applied is not acked, so it comes again; the kiosk goes on without it. */
  async function read(payload: Uint8Array): Promise<void> {
    const opened = await wire.read(payload);
    if (opened.kind === "bad") {
      log.warn({ event: "sync.frame-refused", why: opened.why });
      return;
    }
    try {
      take(opened.frame);
    } catch (error) {
      log.error({ event: "sync.frame-failed", kind: opened.frame.kind, error: String(error) });
    }
    presence.heard();
  }

  function take(frame: DownFrame): void {
    switch (frame.kind) {
      case "welcome":
        return welcomed(frame);
      case "ack":
        if (frame.epoch === outbox.epoch()) courier.acked(frame.stream, frame.cursor);
        return;
      case "feed":
        return applyFeed(frame.items);
      case "snapshot":
        feed.snapshot(frame);
        return sendFrame({ kind: "feed-ack", epoch: outbox.epoch(), cursor: feed.cursor() });
      case "say-hello":
        helloTries = 0;
        return hello();
      case "command-wish": {
        const challenge = parts.commands.challenge(frame.commandId);
        if (challenge) sendFrame({ kind: "challenge", commandId: frame.commandId, challenge });
        return;
      }
      case "command":
        return parts.commands.take(frame.command);
      case "refused":
        isCurrent = false;
        log.error({ event: "sync.centre-refused", why: frame.why, reads: frame.reads });
    }
  }

  function welcomed(welcome: Welcome): void {
    if (welcome.epoch !== outbox.epoch()) return;
    // Only an answer to this very question tells the time: an old one, played again, would set us back.
    const answered = asked?.nonce === welcome.nonce ? asked : undefined;
    if (answered) parts.onServerTime(welcome.serverTime, answered.atMs);
    resume(welcome, answered && monotonic() - answered.atMs);
  }

  function resume({ cursors, codecs: reads }: Welcome, rttMs: number | undefined): void {
    const ahead = cursors.find(({ stream, cursor }) => cursor > outbox.lastSeq(stream));
    if (ahead) {
      isCurrent = false;
      // This database is older than what the centre has seen of it. Its next events would carry numbers
      // the centre knows already and drops: better not to send than to lose.
      log.error({ event: "sync.device-went-back", stream: ahead.stream });
      isCurrent = false;
      return;
    }
    // A copy of an older welcome would not know how far we were.
    if (rttMs !== undefined) isCurrent = true;
    helloTries = 0;
    cancelHello();
    courier.resume(cursors, reads, rttMs);
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
    isCurrent: () => isCurrent,
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

function helloOf({ outbox, feed, device }: SyncParts, nonce: string): UpFrame {
  return {
    kind: "hello",
    ...{ epoch: outbox.epoch(), nonce, version: device.version, feedCursor: feed.cursor() },
    reads: { wire: [WIRE_VERSION], codecs: [...codecs] },
    streams: streams.map((stream) => ({
      stream,
      lastSeq: outbox.lastSeq(stream),
      forgottenSeq: outbox.forgottenSeq(stream),
    })),
  };
}

function toStatus(
  { device, transport, clock }: SyncParts,
  report: StatusReport,
  beat: number,
): DeviceStatus {
  return {
    online: true,
    ...device,
    ...{ connection: transport.connection(), beat },
    at: clock().toISOString(),
    ...report,
  };
}
