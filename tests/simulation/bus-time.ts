export type BusTime = ReturnType<typeof createBusTime>;

type Entry = { at: number; fn: () => void };

/** Enough turns of the microtask queue for any chain of promises to come to rest. */
const TURNS = 20;

/**
 * One true time for the bus and the centre. It moves only when nothing is being worked on: sealing and databases take real
 * time, in which none passes here.
 */
export function createBusTime(start: string) {
  let now = Date.parse(start);
  let busy = 0;
  const due: Entry[] = [];
  const alsoSettles: (() => Promise<void>)[] = [];

  function timer(ms: number, fn: () => void): () => void {
    const entry = { at: now + Math.max(0, ms), fn };
    let place = due.length;
    while (place > 0 && (due[place - 1]?.at ?? 0) > entry.at) place -= 1;
    due.splice(place, 0, entry);
    return () => {
      const found = due.indexOf(entry);
      if (found >= 0) due.splice(found, 1);
    };
  }

  /** What takes real time; until it is done none passes here. */
  async function working<Result>(work: Promise<Result>): Promise<Result> {
    busy += 1;
    try {
      return await work;
    } finally {
      busy -= 1;
    }
  }

  async function settle(): Promise<void> {
    for (;;) {
      let wasBusy = false;
      for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
      while (busy > 0) {
        wasBusy = true;
        await new Promise(setImmediate);
      }
      for (const settled of alsoSettles) await settled();
      if (!wasBusy && busy === 0) return;
    }
  }

  return {
    now: () => now,
    timer,
    working,
    settle,
    /** Waits with us; to be quick when there is nothing to wait for. */
    settleToo: (settled: () => Promise<void>): void => void alsoSettles.push(settled),
    sleep: (ms: number): Promise<void> => new Promise((resolve) => timer(ms, resolve)),
    /** Lets time pass, at most `ms` of it, until `until` holds. Says whether it does. */
    async pass(ms: number, until: () => boolean = () => false): Promise<boolean> {
      const end = now + ms;
      for (;;) {
        await settle();
        if (until()) return true;
        const next = due[0];
        if (next === undefined || next.at > end) break;
        due.shift();
        now = Math.max(now, next.at);
        next.fn();
      }
      now = end;
      return until();
    },
  };
}
