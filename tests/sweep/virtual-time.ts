import type { Timer } from "@drop-in/vending-driver";

export type VirtualTime = ReturnType<typeof createVirtualTime>;

/** Enough turns of the microtask queue for any chain of promises in the agent to come to rest. */
const TURNS = 16;

export async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
}

/** One time for agent, driver, wire and machine. Nothing happens but what waits here, one thing after the other. */
export function createVirtualTime() {
  let now = 0;
  const due: { at: number; fn: () => void }[] = [];

  const timer: Timer = (ms, fn) => {
    const entry = { at: now + Math.max(0, ms), fn };
    let place = due.length;
    while (place > 0 && (due[place - 1]?.at ?? 0) > entry.at) place -= 1;
    due.splice(place, 0, entry);
    return () => {
      const found = due.indexOf(entry);
      if (found >= 0) due.splice(found, 1);
    };
  };

  return {
    now: () => now,
    timer,
    /** Lets time pass, at most `ms` of it, until `until` holds. Says whether it does. */
    async pass(ms: number, until: () => boolean = () => false): Promise<boolean> {
      const end = now + ms;
      for (;;) {
        await settle();
        if (until()) return true;
        const next = due[0];
        if (next === undefined || next.at > end) break;
        due.shift();
        now = next.at;
        next.fn();
      }
      now = end;
      return until();
    },
  };
}
