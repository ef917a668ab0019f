import type { FastifyReply } from "fastify";
import type { Timer } from "../adapters/clock.ts";
import type { Changes } from "../changes.ts";

const GATHER_MS = 20; // several changes of one act become one message
const BEAT_MS = 10_000; // minutes pass, and a dead line must be noticed

type Live = {
  changes: Changes;
  timer: Timer;
  /** The whole view, as JSON. Undefined ends the stream (a signed-out tablet). */
  view: () => string | undefined;
  onEnd?: () => void;
};

/** Server-sent events: the whole view at once, then again whenever it differs. */
export function sendLive(reply: FastifyReply, { changes, timer, view, onEnd }: Live): void {
  reply.hijack();
  const out = reply.raw;
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) out.setHeader(name, value);
  }
  out.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  let sent = "";
  let cancelGather: (() => void) | undefined;
  let cancelBeat: () => void = () => {};

  const send = (beat: boolean) => {
    cancelGather = undefined;
    const json = view();
    if (json === undefined) return out.end();
    if (json === sent) return beat ? out.write(": beat\n\n") : undefined;
    sent = json;
    return out.write(`data: ${json}\n\n`);
  };
  const beat = () => {
    send(true);
    cancelBeat = timer(BEAT_MS, beat);
  };
  const stopListening = changes.onChange(() => {
    cancelGather ??= timer(GATHER_MS, () => send(false));
  });
  out.on("close", () => {
    stopListening();
    cancelGather?.();
    cancelBeat();
    onEnd?.();
  });
  beat();
}
