import {
  type CommandId,
  type DeviceId,
  type DeviceStatus,
  type DownFrame,
  type NumberedFeedItem,
  type SignedCommand,
  type SiteId,
  topics,
  type UpFrame,
} from "@drop-in/contracts";
import { packUp } from "@drop-in/contracts/wire";
import type { Log, Timer } from "@drop-in/foundation";
import type { StatusReport } from "../devices/device-status.ts";
import { createCourier, type SyncOutbox } from "./courier.ts";
import { createGreeting } from "./greeting.ts";
import { createPresence } from "./presence.ts";
import { createReading } from "./reading.ts";
import type { SealedWire } from "./sealed-wire.ts";
import { createStatusVoice } from "./status-voice.ts";
import { freshItems } from "./sync.rules.ts";
import type { Transport } from "./transport.ts";

export type Sync = {
  /** Whether the centre itself has answered lately. */
  connected(): boolean;
  /** How long ago it last did, on this connection or one before; null: never in this run. */
  heardMsAgo(): number | null;
  /** The centre has said, in answer to us, that our database is the newest it has seen of us. */
  isCurrent(): boolean;
  /** Something may be waiting, or our condition may have changed. Cheap; several become one. */
  nudge(): void;
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
};

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

/**
 * Speaks with the centre. After any silence the device asks ("hello") before it sends, so that nothing
 * is sent into the void, and nothing twice without need.
 */
export function createSync(parts: SyncParts): Sync {
  const { outbox, feed, wire, transport, timer, monotonic, log } = parts;
  const { deviceId, version } = parts.device;
  const everyMs = parts.statusEveryMs ?? STATUS_EVERY_MS;
  const line = { timer, monotonic, log };
  let cancelNudge: (() => void) | undefined;
  let beat = 0;

  // Without a connection the bytes are dropped; what was not acked is sent again when there is one.
  const publish = async (
    to: string,
    sealed: Promise<Uint8Array>,
    retain = false,
  ): Promise<void> => {
    await transport.publish(to, await sealed, { retain }).catch(() => {});
  };
  const sendUp = (plain: Uint8Array) => publish(topics.up(deviceId), wire.up(plain));
  const send = (frame: UpFrame) => void sendUp(packUp(frame));

  const courier = createCourier({
    ...{ ...line, outbox, send: sendUp, askAgain: () => greeting.hello() },
    onSettled: () => voice.nudge(),
  });
  const voice = createStatusVoice({
    ...{ timer, everyMs, read: parts.status },
    say(report) {
      beat += 1;
      void publish(topics.status(deviceId), wire.status(toStatus(parts, report, beat)), true);
    },
  });
  const presence = createPresence({
    ...{ ...line, everyMs },
    onSilence: () => (greeting.isAsking() ? undefined : greeting.hello()),
  });
  const greeting = createGreeting({
    ...{ ...line, outbox, feed, version, send, newNonce: parts.newNonce },
    isCarried: presence.isCarried,
    onAsked: courier.stop,
    onServerTime: parts.onServerTime,
    onWelcome: ({ cursors, codecs }, rttMs) => courier.resume(cursors, codecs, rttMs),
  });
  const read = createReading({ wire, log, take, onHeard: presence.heard });

  transport.onState((carried) => {
    for (const stop of [greeting.stop, courier.stop, voice.stop]) stop();
    presence.carried(carried);
    if (carried) void open();
  });
  transport.onMessage((topic, payload, retained) => {
    // Nothing we are told is ever retained: a broker that keeps it would tell it again to no end.
    if (topic === topics.down(deviceId) && !retained) read(payload);
  });
  transport.onRefused?.(({ by, code: reason }) => log.error({ event: "sync.refused", by, reason }));

  async function open(): Promise<void> {
    try {
      await transport.subscribe(topics.down(deviceId));
    } catch {
      return; // the connection went again; the next one starts anew
    }
    greeting.hello(); // first, so that the centre knows whose condition it then hears
    voice.start();
  }

  function take(frame: DownFrame): void {
    switch (frame.kind) {
      case "welcome":
        return greeting.welcomed(frame);
      case "ack":
        if (frame.epoch === outbox.epoch()) courier.acked(frame.stream, frame.cursor);
        return;
      case "feed":
        return applyFeed(frame.items);
      case "snapshot":
        feed.snapshot(frame);
        return ackFeed();
      case "say-hello":
        return greeting.anew();
      case "command-wish":
        return challenge(frame.commandId);
      case "command":
        return parts.commands.take(frame.command);
      case "refused":
        greeting.noLongerCurrent();
        log.error({ event: "sync.centre-refused", why: frame.why, reads: frame.reads });
    }
  }

  function challenge(commandId: CommandId): void {
    const made = parts.commands.challenge(commandId);
    if (made) send({ kind: "challenge", commandId, challenge: made });
  }

  function applyFeed(items: readonly NumberedFeedItem[]): void {
    const fresh = freshItems(items, feed.cursor());
    if (fresh === "gap") {
      if (!greeting.isAsking()) greeting.hello();
      return;
    }
    if (fresh.length > 0) feed.apply(fresh);
    ackFeed();
  }

  const ackFeed = () => send({ kind: "feed-ack", epoch: outbox.epoch(), cursor: feed.cursor() });

  return {
    connected: presence.connected,
    heardMsAgo: presence.heardMsAgo,
    isCurrent: greeting.isCurrent,
    onChange: presence.onChange,
    nudge(): void {
      cancelNudge ??= timer(0, () => {
        cancelNudge = undefined;
        voice.nudge();
        void courier.pump();
      });
    },
    async close(): Promise<void> {
      for (const stop of [cancelNudge, greeting.stop, courier.stop, voice.stop, presence.close]) {
        stop?.();
      }
      await transport.close();
    },
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
