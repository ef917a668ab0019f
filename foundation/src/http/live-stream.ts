import type { FastifyReply } from "fastify";
import type { Timer } from "../adapters/timer.ts";
import type { Changes } from "../changes.ts";

const BEAT_MS = 5_000; // clocks run on, silence is noticed, and so is a dead line

type View = { key: string; json: string } | undefined;
type Live = {
  changes: Changes;
  timer: Timer;
  /** Several changes of one act become one message; 20 ms unless told. */
  gatherMs?: number;
  /** The whole view: what to compare, and what to send. Undefined ends the stream (signed out). */
  view: () => View | Promise<View>;
  onEnd?: () => void;
  /** The view could not be made: this stream ends, and its reader may ask again. */
  onFailure?: (error: unknown) => void;
};

/** Server-sent events: the whole view at once, then again whenever it differs. */
export function sendLive(reply: FastifyReply, live: Live): void {
  const { changes, timer, gatherMs = 20, onEnd, onFailure } = live;
  reply.hijack();
  const out = reply.raw;
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) out.setHeader(name, value);
  }
  out.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  let sent = "";
  let wasFull = false;
  let [making, madeTooEarly] = [false, false];
  let cancelGather: (() => void) | undefined;
  let cancelBeat = () => {};

  function send(isBeat: boolean): void {
    cancelGather = undefined;
    if (out.destroyed) return;
    if (making) {
      madeTooEarly = true;
      return;
    }
    try {
      const view = live.view();
      if (view instanceof Promise) void make(view, isBeat);
      else put(view, isBeat);
    } catch (error) {
      fail(error);
    }
  }

  /** One at a time; what changed while it was made is in the next. */
  async function make(view: Promise<View>, isBeat: boolean): Promise<void> {
    making = true;
    try {
      put(await view, isBeat);
    } catch (error) {
      fail(error);
    }
    making = false;
    if (madeTooEarly) gather();
    madeTooEarly = false;
  }

  function put(now: View, isBeat: boolean): void {
    if (out.destroyed) return;
    if (!now) out.end();
    // A reader that cannot keep up skips views: each one is the whole of it anyway.
    else if (now.key !== sent && !out.writableNeedDrain) {
      sent = now.key;
      out.write(`data: ${now.json}\n\n`);
    } else if (isBeat) keepAlive();
  }

  function fail(error: unknown): void {
    onFailure?.(error);
    out.destroy();
  }

  /** Who took nothing from one beat to the next is not reading any more. */
  function keepAlive(): void {
    if (wasFull && out.writableNeedDrain) out.destroy();
    else if (!out.writableNeedDrain) out.write(": beat\n\n");
    wasFull = out.writableNeedDrain;
  }
  function beat(): void {
    cancelBeat = timer(BEAT_MS, beat);
    send(true);
  }
  function gather(): void {
    if (!out.destroyed) cancelGather ??= timer(gatherMs, () => send(false));
  }
  const stopListening = changes.onChange(gather);
  out.on("close", () => {
    stopListening();
    cancelGather?.();
    cancelBeat();
    onEnd?.();
  });
  beat();
}

/** A view that is compared as it is sent, but for the time it was made at. */
export function viewOf<View extends object>(view: View): { key: string; json: string } {
  const { now: _, ...rest } = view as View & { now?: string };
  return { key: JSON.stringify(rest), json: JSON.stringify(view) };
}
