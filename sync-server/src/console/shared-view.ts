import type { Clock } from "../adapters/clock.ts";
import type { LiveView } from "./live-view.ts";

const REST = 5; // times as long as the last one took: consoles never cost more than a sixth of the time

/**
 * One view for all who look. One is made at a time, and whoever asks meanwhile gets the next: it has seen what they know. Of a
 * country it takes a while, and may then be a little old; a console asks again by itself.
 */
export function createSharedView(make: LiveView, clock: Clock): LiveView {
  let last: ReturnType<LiveView> | undefined;
  let next: ReturnType<LiveView> | undefined;
  let [making, freshUntilMs] = [false, 0];

  async function makeOne(): ReturnType<LiveView> {
    making = true;
    const startedMs = clock().getTime();
    try {
      return await make();
    } finally {
      making = false;
      const nowMs = clock().getTime();
      freshUntilMs = nowMs + REST * (nowMs - startedMs);
    }
  }

  function makeNext(): ReturnType<LiveView> {
    next = undefined;
    last = makeOne();
    return last;
  }

  return async () => {
    if (making && last) {
      next ??= last.then(makeNext, makeNext);
      return next;
    }
    if (last && clock().getTime() < freshUntilMs) return last;
    return makeNext();
  };
}
