/** Wall time. Passed in everywhere, so that a test can be any day. */
export type Clock = () => Date;
export const systemClock: Clock = () => new Date();

/** Calls `fn` after `ms`; returns the function that cancels it. */
export type Timer = (ms: number, fn: () => void) => () => void;
export const systemTimer: Timer = (ms, fn) => {
  const handle = setTimeout(fn, ms);
  return () => clearTimeout(handle);
};
