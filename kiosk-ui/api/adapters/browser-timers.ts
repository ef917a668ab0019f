/** When it is, and a way to be called later. Passed in, so that a test can hold the clock. */
export type Timers = {
  nowMs: () => number;
  /** Calls once after `delayMs`; returns how to cancel. */
  after: (delayMs: number, act: () => void) => () => void;
  /** Calls again and again; returns how to stop. */
  every: (periodMs: number, act: () => void) => () => void;
};

export const browserTimers: Timers = {
  nowMs: () => Date.now(),
  after: (delayMs, act) => {
    const timer = setTimeout(act, delayMs);
    return () => clearTimeout(timer);
  },
  every: (periodMs, act) => {
    const timer = setInterval(act, periodMs);
    return () => clearInterval(timer);
  },
};
