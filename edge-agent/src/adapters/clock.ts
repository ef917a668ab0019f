/** Wall time and boot time are two clocks: only the second never jumps. */
export type Clock = {
  now(): Date;
  monotonicMs(): number;
};

export type Timer = (ms: number, fn: () => void) => () => void;

export function systemClock(): Clock {
  return {
    now: () => new Date(),
    monotonicMs: () => Math.floor(performance.now()),
  };
}

export const systemTimer: Timer = (ms, fn) => {
  const handle = setTimeout(fn, ms);
  return () => clearTimeout(handle);
};
