import { useEffect, useState } from "preact/hooks";
import type { ZodType } from "zod";
import type { Timers } from "../api/adapters/browser-timers.ts";
import { followLive } from "../api/live-stream.ts";
import { setSiteTimeZone } from "./clock-time.ts";

export type LiveOptions<T> = {
  url: string;
  schema: ZodType<T>;
  fetch: typeof globalThis.fetch;
  timers: Timers;
  /** How often the screen looks at its clock again. */
  tickMs: number;
};

export type Heard<T> = {
  live: T | undefined;
  /** When `live` came, by this screen's clock. */
  heardAtMs: number;
  /** Since when nothing is heard; undefined while the stream flows. */
  lostAtMs: number | undefined;
  /** Nobody is signed in, so there is nothing to hear. */
  refused: boolean;
};

/**
 * What the server says now, kept while the stream is lost, and this screen's own clock. `turn` names
 * whose stream it is: another turn forgets everything and listens anew.
 */
export function useLive<T extends object>(
  options: LiveOptions<T>,
  turn = 0,
): Heard<T> & { nowMs: number } {
  const { timers, tickMs } = options;
  const [heard, setHeard] = useState(() => nothingHeard<T>(timers.nowMs()));
  const [nowMs, setNowMs] = useState(timers.nowMs());

  useEffect(() => {
    setHeard(nothingHeard(timers.nowMs()));
    return followLive({
      ...options,
      onLive: (live) => {
        const heardAtMs = timers.nowMs();
        if ("timeZone" in live) setSiteTimeZone(String(live.timeZone));
        setNowMs(heardAtMs);
        setHeard({ live, heardAtMs, lostAtMs: undefined, refused: false });
      },
      onLost: () => setHeard((last) => ({ ...last, lostAtMs: last.lostAtMs ?? timers.nowMs() })),
      onRefused: () => setHeard({ ...nothingHeard<T>(timers.nowMs()), refused: true }),
    });
  }, [turn]);

  useEffect(() => timers.every(tickMs, () => setNowMs(timers.nowMs())), []);
  return { ...heard, nowMs };
}

/** The server's time now, so that a tablet with a wrong clock still counts minutes rightly. */
export function serverNowMs(heard: Heard<{ now: string }> & { nowMs: number }): number {
  const saidMs = heard.live === undefined ? heard.nowMs : Date.parse(heard.live.now);
  return saidMs + Math.max(0, heard.nowMs - heard.heardAtMs);
}

function nothingHeard<T>(nowMs: number): Heard<T> {
  return { live: undefined, heardAtMs: nowMs, lostAtMs: nowMs, refused: false };
}
