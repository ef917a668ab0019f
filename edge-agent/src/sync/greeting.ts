import { type DownFrame, streams, type UpFrame, WIRE_VERSION } from "@drop-in/contracts";
import { codecs } from "@drop-in/contracts/wire";
import type { Log, Timer } from "@drop-in/foundation";
import type { SyncOutbox } from "./courier.ts";
import { helloPauseMs } from "./sync.rules.ts";

export type Welcome = Extract<DownFrame, { kind: "welcome" }>;

type Parts = {
  outbox: SyncOutbox;
  feed: { cursor(): number };
  version: string;
  timer: Timer;
  monotonic: () => number;
  newNonce: () => string;
  log: Log;
  /** Whether there is a line at all. */
  isCarried: () => boolean;
  send: (frame: UpFrame) => void;
  /** Nothing more is sent until the centre has said where we are. */
  onAsked: () => void;
  onServerTime: (serverTime: string, askedAtMs: number) => void;
  onWelcome: (welcome: Welcome, rttMs: number) => void;
};

/** So many questions are remembered: a busy centre may answer the first of them minutes later. */
const MOST_ASKED = 10;

/**
 * Asks the centre where we are, ever more rarely, until it answers one of our questions. Nothing is on its way while we ask, so that an
 * answer to an older one is as good; after it the others say nothing, nor does one played again: they would have us
 * send twice what is on its way.
 */
export function createGreeting(parts: Parts) {
  const { outbox, timer, monotonic, log } = parts;
  let asked: readonly { nonce: string; atMs: number }[] = [];
  let tries = 0; // 0 once the centre has answered
  let cancel = () => {};
  let isCurrent = false;

  function hello(): void {
    cancel();
    parts.onAsked();
    if (!parts.isCarried()) return;
    const nonce = parts.newNonce();
    asked = [...asked, { nonce, atMs: monotonic() }].slice(-MOST_ASKED);
    parts.send(helloOf(parts, nonce));
    cancel = timer(helloPauseMs(tries, spreadOf(nonce)), hello);
    tries += 1;
  }

  return {
    hello,
    /** Asks at once, as if for the first time. */
    anew(): void {
      tries = 0;
      asked = [];
      hello();
    },
    isAsking: (): boolean => tries > 0,
    isCurrent: (): boolean => isCurrent,
    noLongerCurrent(): void {
      isCurrent = false;
    },
    stop(): void {
      tries = 0;
      asked = [];
      cancel();
    },
    welcomed(welcome: Welcome): void {
      const question = asked.find(({ nonce }) => nonce === welcome.nonce);
      if (welcome.epoch !== outbox.epoch() || !question) return;
      const { atMs } = question;
      asked = [];
      parts.onServerTime(welcome.serverTime, atMs);
      const ahead = welcome.cursors.find(({ stream, cursor }) => cursor > outbox.lastSeq(stream));
      isCurrent = ahead === undefined;
      if (ahead) {
        // This database is older than what the centre has seen of it. Its next events would carry numbers
        // the centre knows already and drops: better not to send than to lose.
        log.error({ event: "sync.device-went-back", stream: ahead.stream });
        return;
      }
      tries = 0;
      cancel();
      parts.onWelcome(welcome, monotonic() - atMs);
    },
  };
}

/** 0 to 1, another for each question: a country of devices must not ask in step. A nonce is chance enough. */
function spreadOf(nonce: string): number {
  return Number.parseInt(nonce.slice(0, 4), 16) / 0xffff;
}

function helloOf({ outbox, feed, version }: Parts, nonce: string): UpFrame {
  return {
    kind: "hello",
    ...{ epoch: outbox.epoch(), nonce, version, feedCursor: feed.cursor() },
    reads: { wire: [WIRE_VERSION], codecs: [...codecs] },
    streams: streams.map((stream) => ({
      stream,
      lastSeq: outbox.lastSeq(stream),
      forgottenSeq: outbox.forgottenSeq(stream),
    })),
  };
}
