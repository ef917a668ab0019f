import { endOfTurn, type Timer } from "../adapters/real-time.ts";

/** Time that moves only when it is told to; what was promised meanwhile is kept before it moves on. */
export function createHandTime() {
  let now = 0;
  let count = 0;
  const due = new Map<number, { at: number; fn: () => void }>();

  const timer: Timer = (ms, fn) => {
    count += 1;
    const mine = count;
    due.set(mine, { at: now + Math.max(0, ms), fn });
    return () => due.delete(mine);
  };

  function first(): [number, { at: number; fn: () => void }] | undefined {
    let best: [number, { at: number; fn: () => void }] | undefined;
    for (const entry of due) if (best === undefined || entry[1].at < best[1].at) best = entry;
    return best;
  }

  async function pass(ms: number): Promise<void> {
    const end = now + ms;
    await endOfTurn();
    for (let next = first(); next !== undefined && next[1].at <= end; next = first()) {
      due.delete(next[0]);
      now = next[1].at;
      next[1].fn();
      await endOfTurn();
    }
    now = end;
  }

  return {
    timer,
    clock: () => now,
    now: () => new Date(now).toISOString(),
    pass,
  };
}
