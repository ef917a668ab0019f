import type { FastifyReply } from "fastify";
import type { Timer } from "../adapters/clock.ts";
import type { Changes } from "../record/changes.ts";

const GATHER_MS = 100; // a drain makes many changes a second; a person reads one
const BEAT_MS = 5_000; // clocks run on, silence is noticed, and so is a dead line

type Live = {
  changes: Changes;
  timer: Timer;
  /** The whole view: what to compare, and what to send. Undefined ends the stream (signed out). */
  view: () => { key: string; json: string } | undefined;
};

/** Server-sent events: the whole view at once, then again whenever it differs. */
export function sendLive(reply: FastifyReply, { changes, timer, view }: Live): void {
  reply.hijack();
  const out = reply.raw;
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) out.setHeader(name, value);
  }
  out.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  let sent = "";
  let cancelGather: (() => void) | undefined;
  let cancelBeat = () => {};

  function send(isBeat: boolean): void {
    cancelGather = undefined;
    const now = view();
    if (!now) out.end();
    else if (now.key !== sent && !out.writableNeedDrain) {
      sent = now.key;
      out.write(`data: ${now.json}\n\n`);
    } else if (isBeat) out.write(": beat\n\n");
  }
  function beat(): void {
    cancelBeat = timer(BEAT_MS, beat);
    send(true);
  }
  const stopListening = changes.onChange(() => {
    cancelGather ??= timer(GATHER_MS, () => send(false));
  });
  out.on("close", () => {
    stopListening();
    cancelGather?.();
    cancelBeat();
  });
  beat();
}
